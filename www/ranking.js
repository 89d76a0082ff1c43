// @ts-check
import { byId, element, spoken } from "./element.js";
import { search } from "./sandbox.js";
import { reorder } from "./reorder.js";

/**
 * @typedef {import("./sandbox.js").Result} Result
 * @typedef {import("./votes.js").Votes} Votes
 *
 * @typedef {object} Place a row of the ranking
 * @property {HTMLLIElement} row
 * @property {(move: Move, score: number) => void} show
 *
 * @typedef {object} Move where a memory stands now
 * @property {string} memoryId
 * @property {number} rank from 1
 * @property {number} climbed places, negative for a fall
 */

/** A pause in typing that is taken for the end of it, in milliseconds. */
const PAUSE_MS = 250;

/**
 * The memories that match a query, in the order of the server, which follows the votes. Event:
 * `moved`, with `detail.moves`, when a vote has changed the order.
 */
export class Ranking extends EventTarget {
  #votes;
  #query = byId("query", HTMLInputElement);
  #list = byId("results", HTMLOListElement);
  #note = byId("ranking-note", HTMLParagraphElement);
  /** @type {Map<string, Place>} by memory */
  #places = new Map();
  /** @type {string[]} ids of memories, the best first */
  #order = [];
  #asked = "";
  #running = new AbortController();

  /** @param {Votes} votes */
  constructor(votes) {
    super();
    this.#votes = votes;
    let typing = 0;
    this.#query.addEventListener("input", () => {
      clearTimeout(typing);
      typing = setTimeout(() => this.ask(), PAUSE_MS);
    });
    const form = byId("search", HTMLFormElement);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask();
    });
    for (const suggestion of form.querySelectorAll("button")) {
      suggestion.addEventListener("click", () => {
        this.#query.value = suggestion.textContent ?? "";
        this.ask();
      });
    }
  }

  /**
   * Searches, and shows what has moved when the query is the one from before.
   *
   * @returns {Promise<Move[]>} what has moved
   */
  async ask() {
    const query = this.#query.value.trim();
    this.#running.abort();
    this.#running = new AbortController();
    if (!query) return this.#show([], query);
    try {
      return this.#show(await search(query, this.#running.signal), query);
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return [];
      this.#note.textContent = "The search did not answer.";
      return [];
    }
  }

  /**
   * @param {Result[]} results
   * @param {string} query
   */
  #show(results, query) {
    const before = query === this.#asked ? this.#order : [];
    this.#asked = query;
    this.#order = results.map((result) => result.id);
    this.#note.textContent = results.length > 0 ? "" : query ? "No memory matches." : "Type a few words.";
    const moves = results.map(({ id }, index) => {
      const from = before.indexOf(id);
      return { memoryId: id, rank: index + 1, climbed: from < 0 ? 0 : from - index };
    });
    const rows = results.map((result, index) => {
      const place = this.#place(result);
      const move = moves[index];
      if (move) place.show(move, result.score);
      return place.row;
    });
    reorder(this.#list, rows);
    const moved = moves.filter((move) => move.climbed !== 0);
    if (moved.length > 0) this.dispatchEvent(new CustomEvent("moved", { detail: { moves: moved } }));
    return moved;
  }

  /** @param {Result} result */
  #place(result) {
    let place = this.#places.get(result.id);
    if (!place) {
      place = placeOf(result, this.#votes);
      this.#places.set(result.id, place);
    }
    return place;
  }
}

/**
 * @param {Result} memory
 * @param {Votes} votes
 * @returns {Place}
 */
function placeOf(memory, votes) {
  const [thumbs, trouble] = votes.thumbs(memory);
  // The form stands in full beside the answer; here it would only push the ranks apart.
  thumbs.askRate = 0;
  const number = element("span", { class: "number" });
  const shift = element("span", { class: "shift" });
  const bar = element("span", { class: "bar-fill" });
  const score = element("span", { class: "figure" });
  const row = element(
    "li",
    { class: "result" },
    element("p", { class: "rank" }, spoken("Rank "), number, shift),
    element("p", { class: "text" }, memory.memory),
    element("p", { class: "score" }, element("span", { class: "bar-track", "aria-hidden": "true" }, bar), score),
    thumbs,
    trouble,
  );
  return {
    row,
    show({ rank, climbed }, value) {
      number.textContent = String(rank);
      score.replaceChildren(spoken("score "), value.toFixed(2));
      bar.style.setProperty("inline-size", `${value * 100}%`);
      shift.dataset["way"] = climbed > 0 ? "up" : climbed < 0 ? "down" : "none";
      shift.replaceChildren(...moved(climbed));
    },
  };
}

/** @param {number} climbed */
function moved(climbed) {
  if (climbed === 0) return [];
  const count = Math.abs(climbed);
  const arrow = element("span", { "aria-hidden": "true" }, `${climbed > 0 ? "▲" : "▼"}${count}`);
  return [arrow, spoken(`, ${climbed > 0 ? "up" : "down"} ${count} ${count === 1 ? "place" : "places"}`)];
}
