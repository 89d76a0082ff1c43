// Click, and leave at once.

const LEAVE = {
  // As near to the click as a driver gets.
  close: () => {},
  // In the click's own task, which no hand could do sooner.
  navigate: (elsewhere) => {
    globalThis.afterVote = () => location.assign(elsewhere);
  },
  reload: () => {
    globalThis.afterVote = () => location.reload();
  },
};

/** Each run is one click on a memory of its own; the next run is the next visit. */
export function leaving(way) {
  return async (lab, { runs, progress }) => {
    const run = await lab.run(runs);
    for (const memory of run.memories) {
      const voter = await run.open({ memories: [memory] });
      await voter.tab.run(LEAVE[way], lab.elsewhere);
      await voter.vote(0);
      await voter.tab.close();
      progress();
    }
    const { lost: journalled } = await run.judge();
    const pending = await run.visit();
    return { ...(await run.verdict()), pending, journalled };
  };
}
