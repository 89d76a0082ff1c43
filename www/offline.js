// @ts-check
import { announce } from "./announcement.js";
import { byId } from "./element.js";

/** In every tab of the page, and through reloads. */
const KEY = "demo-offline";
const EFFECT = "Played by this page: feedback’s fetch fails";

function isOffline() {
  return localStorage.getItem(KEY) !== null;
}

/**
 * `fetch` for the client alone, so that the rest of the page goes on working: offline it rejects as
 * a browser without a network does.
 *
 * @param {string | URL | Request} url
 * @param {RequestInit} [init]
 */
export async function fetchUnlessOffline(url, init) {
  if (isOffline()) throw new TypeError("this page plays offline");
  return fetch(url, init);
}

/** Lets the switch play a lost network in all tabs, and shows whether it is lost. */
export function connectOfflineSwitch() {
  const toggle = byId("offline", HTMLInputElement);
  toggle.addEventListener("change", () => {
    if (toggle.checked) localStorage.setItem(KEY, "");
    else localStorage.removeItem(KEY);
    show(toggle);
    announce(toggle.checked ? `Offline. ${EFFECT}.` : "Online again.");
    if (!toggle.checked) dispatchEvent(new Event("online"));
  });
  addEventListener("storage", ({ key }) => {
    if (key !== KEY) return;
    show(toggle);
    if (!isOffline()) dispatchEvent(new Event("online"));
  });
  show(toggle);
}

/** @param {HTMLInputElement} toggle */
function show(toggle) {
  toggle.checked = isOffline();
  byId("offline-effect", HTMLParagraphElement).textContent = toggle.checked ? EFFECT : "";
}
