// @ts-check
import { byId } from "./element.js";

/**
 * Has screen readers say a sentence; the region is in the page from the start, since one that
 * arrives together with its text stays silent in some of them.
 *
 * @param {string} sentence
 */
export function announce(sentence) {
  byId("announcement", HTMLParagraphElement).textContent = sentence;
}
