// A page with nothing but votes: a row of buttons for each memory, and a queue behind them. What it
// is to do stands in its address: `host` and `token` of the API, which `wire` is spoken (`mem0`, or a
// relay's), `memories`, the `sender`, the `owner`, the name of its `tab`, and where to `report` what
// was saved.

const GRADES = ["POSITIVE", "NEGATIVE", "VERY_NEGATIVE"];
const settings = new URLSearchParams(location.search);
const host = settings.get("host") ?? location.origin;
const token = settings.get("token");
const memories = settings.get("memories")?.split(",") ?? [];
const queueOptions = { name: "proof", owner: settings.get("owner") ?? "one" };
let votes = 0;

globalThis.queue = await newQueue(settings.get("sender")).catch((error) => {
  document.documentElement.dataset.wrong = String(error);
  throw error;
});
/** What a proof wants done in the task of the next click, after the vote. */
globalThis.afterVote = undefined;
/** Votes without a button: the grade goes round with the number of the vote. */
globalThis.vote = vote;
document.body.append(...memories.map(row));
document.documentElement.dataset.ready = "";

async function newQueue(sender) {
  if (sender === "bare") {
    const { BareQueue } = await import("./bare.js");
    return new BareQueue({ host, token }, queueOptions);
  }
  const [{ MemoryClient }, { FeedbackQueue }] = await Promise.all([
    import("mem0-feedback"),
    import("mem0-feedback/queue"),
  ]);
  const credential = settings.get("wire") === "mem0" ? { apiKey: token } : { token };
  return new FeedbackQueue(new MemoryClient({ host, ...credential }), queueOptions);
}

function row(memoryId, index) {
  const buttons = GRADES.map((feedback) => {
    const button = document.createElement("button");
    button.textContent = feedback;
    button.className = feedback;
    button.addEventListener("click", () => {
      vote(memoryId, feedback);
      globalThis.afterVote?.();
    });
    return button;
  });
  const row = document.createElement("p");
  row.id = `memory-${index}`;
  row.append(...buttons);
  return row;
}

/** Each vote's reason names it: the tab, and how many votes there were before it. */
function vote(memoryId, feedback = GRADES[votes % GRADES.length]) {
  votes += 1;
  const name = `${settings.get("tab")}-${votes}`;
  const item = globalThis.queue.add({ memoryId, feedback, feedbackReason: name });
  const place = settings.get("report");
  if (place) report(item.id, `${place}/${name}`);
  return name;
}

/** Says that an item is safe: its state alone does not, since it may be sent before it is saved. */
function report(id, place) {
  for (const state of ["saved", "sent"]) {
    globalThis.queue.addEventListener(state, ({ item }) => {
      if (item.id === id) void fetch(place, { method: "POST" });
    });
  }
}
