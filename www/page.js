// @ts-check
import { MemoryClient } from "mem0-feedback";
import "mem0-feedback/element/define";
import { FeedbackQueue } from "mem0-feedback/queue";
import { showConversation } from "./conversation-view.js";
import { turns, userId } from "./conversation.js";
import { showRows } from "./database.js";
import { byId } from "./element.js";
import { connectNetworkSwitch } from "./network.js";
import { connectOfflineSwitch, fetchUnlessOffline } from "./offline.js";
import { followOutcomes } from "./outcome.js";
import { QueueView } from "./queue-view.js";
import { Ranking } from "./ranking.js";
import { allMemories } from "./sandbox.js";
import { scopeFor } from "./scope.js";
import { showSnippet } from "./snippet.js";
import { Votes } from "./votes.js";
import { Wire } from "./wire.js";

const client = new MemoryClient({ host: "/relay", token: scopeFor, fetch: fetchUnlessOffline });
const votes = new Votes(new FeedbackQueue(client, { owner: userId }), userId);
const ranking = new Ranking(votes);
const wire = new Wire(votes.queue);
const takeBack = byId("take-back", HTMLButtonElement);
/** @type {Map<string, import("./sandbox.js").Memory>} by id */
const memories = new Map();

connectOfflineSwitch();
followOutcomes(votes, ranking, wire, memories, showTakeBack);
votes.when(["queued"], showTakeBack);

addEventListener("mem0-feedback-change", ({ detail }) => {
  wire.clicked(detail.memoryIds);
  showSnippet(detail);
});

takeBack.addEventListener("click", () => {
  byId("results", HTMLOListElement).focus();
  wire.clicked(votes.voted);
  votes.takeBack();
});

void start();

/** No top-level `await`: WebKit spins for ever when a page is left before such a module is through. */
async function start() {
  try {
    const [all, history] = await Promise.all([allMemories(), votes.read(), connectNetworkSwitch()]);
    for (const memory of all) memories.set(memory.id, memory);
    showConversation(byId("turns", HTMLOListElement), turns, memories, votes, ranking);
    new QueueView(votes, memories);
    showTakeBack();
    const last = history.at(-1);
    const shown = memories.get(last?.memory_id ?? "");
    if (shown) await showRows(shown);
    const { memory_id: first = turns[0]?.used[0] ?? "", feedback = "POSITIVE", feedback_reason = null } = last ?? {};
    showSnippet({ memoryIds: [first], value: feedback, reason: feedback_reason });
    await ranking.ask();
  } catch (error) {
    byId("outage", HTMLParagraphElement).textContent =
      "The sandbox does not answer. Start it with “cargo xtask demo” and load this page again.";
    throw error;
  }
}

function showTakeBack() {
  const count = votes.voted.length;
  takeBack.hidden = count === 0;
  takeBack.textContent = count === 1 ? "Take back my vote" : `Take back ${count} votes`;
}
