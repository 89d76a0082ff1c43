// @ts-check
import { MemoryClient } from "mem0-feedback";
import { FeedbackQueue } from "mem0-feedback/queue";
import { Ballot } from "./ballot.js";
import { showConversation } from "./conversation-view.js";
import { turns, userId } from "./conversation.js";
import { showRows } from "./database.js";
import { byId } from "./element.js";
import { connectNetworkSwitch } from "./network.js";
import { connectOfflineSwitch, fetchUnlessOffline } from "./offline.js";
import { followOutcomes } from "./outcome.js";
import { QueueView } from "./queue-view.js";
import { Ranking } from "./ranking.js";
import { allMemories, storedFeedback } from "./sandbox.js";
import { scopeFor } from "./scope.js";
import { showSnippet } from "./snippet.js";
import { Wire } from "./wire.js";

const client = new MemoryClient({ host: "/relay", token: scopeFor, fetch: fetchUnlessOffline });
const queue = new FeedbackQueue(client, { owner: userId });
const ballot = new Ballot(queue);
const ranking = new Ranking(ballot);
const wire = new Wire(ballot);
const takeBack = byId("take-back", HTMLButtonElement);
/** @type {Map<string, import("./sandbox.js").Memory>} by id */
const memories = new Map();

connectOfflineSwitch();
followOutcomes(ballot, ranking, wire, memories);

ballot.addEventListener("change", showTakeBack);

ballot.addEventListener("cast", (event) => {
  if (!(event instanceof CustomEvent)) return;
  const { memoryIds } = event.detail;
  wire.clicked(memoryIds);
  showSnippet(memoryIds[0], ballot.of(memoryIds[0]).vote);
});

takeBack.addEventListener("click", () => {
  byId("results", HTMLOListElement).focus();
  ballot.takeAllBack();
});

try {
  const [all, stored] = await Promise.all([allMemories(), storedFeedback(), connectNetworkSwitch()]);
  for (const memory of all) memories.set(memory.id, memory);
  ballot.readBack(stored.current);
  showConversation(byId("turns", HTMLOListElement), turns, memories, ballot, ranking);
  new QueueView(queue, ballot, memories);
  showTakeBack();
  const last = stored.history.at(-1)?.memory_id;
  const shown = memories.get(last ?? "");
  if (shown) await showRows(shown);
  const first = last ?? turns[0]?.used[0] ?? "";
  showSnippet(first, shown ? ballot.of(first).vote : { rating: "POSITIVE", reason: "", codes: [] });
  await ranking.ask();
} catch (error) {
  byId("outage", HTMLParagraphElement).textContent =
    "The sandbox does not answer. Start it with “cargo xtask demo” and load this page again.";
  throw error;
}

function showTakeBack() {
  const count = ballot.voted().length;
  takeBack.hidden = count === 0;
  takeBack.textContent = count === 1 ? "Take back my vote" : `Take back ${count} votes`;
}
