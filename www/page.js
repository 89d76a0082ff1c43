// @ts-check
import { configure } from "mem0-feedback";
import { announce } from "./announcement.js";
import { Ballot } from "./ballot.js";
import { showConversation } from "./conversation-view.js";
import { turns, userId } from "./conversation.js";
import { showRows } from "./database.js";
import { byId } from "./element.js";
import { connectNetworkSwitch } from "./network.js";
import { Ranking } from "./ranking.js";
import { KEY, memoriesOf, storedFeedback } from "./sandbox.js";
import { showSnippet } from "./snippet.js";
import { Wire } from "./wire.js";
import { brief, saying } from "./wording.js";

configure({ apiKey: KEY, host: location.origin });

const ballot = new Ballot();
const ranking = new Ranking(ballot, userId);
const wire = new Wire(ballot);
const takeBack = byId("take-back", HTMLButtonElement);

/** @type {Map<string, import("./sandbox.js").Memory>} */
let memories = new Map();

ballot.addEventListener("change", (event) => {
  if (!(event instanceof CustomEvent)) return;
  const { memoryId } = event.detail;
  const { vote, state } = ballot.of(memoryId);
  if (state === "sending") {
    showSnippet(memoryId, vote);
    announce("Sending…");
  }
  showTakeBack();
});

ballot.addEventListener("cast", (event) => {
  if (event instanceof CustomEvent) wire.clicked(event.detail.memoryIds);
});

ballot.addEventListener("settled", async (event) => {
  if (!(event instanceof CustomEvent)) return;
  const memory = memories.get(event.detail.memoryId);
  if (!memory) return;
  const { vote, failure } = ballot.of(memory.id);
  const about = brief(memory.memory);
  if (failure) {
    const name = failure.error instanceof Error ? failure.error.name : "";
    announce(`Not sent, ${name}: ${about}. You can try again.`);
  } else {
    const moves = await ranking.ask();
    const own = moves.find((move) => move.memoryId === memory.id);
    const effect = own ? `${own.climbed > 0 ? "Up" : "Down"} to rank ${own.rank} in the search.` : "";
    announce(`${vote.rating ? `Sent, ${saying(vote.rating)}` : "Sent, vote taken back"}: ${about}. ${effect}`);
  }
  await Promise.all([showRows(memory), wire.look()]);
});

takeBack.addEventListener("click", async () => {
  byId("results", HTMLOListElement).focus();
  await ballot.takeAllBack();
});

try {
  const [all, stored] = await Promise.all([memoriesOf(userId), storedFeedback(), connectNetworkSwitch()]);
  memories = new Map(all.map((memory) => [memory.id, memory]));
  ballot.readBack(stored.current);
  showConversation(byId("turns", HTMLOListElement), turns, memories, ballot, ranking);
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
