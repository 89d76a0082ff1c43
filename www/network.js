// @ts-check
import { byId } from "./element.js";
import { announce } from "./announcement.js";
import { setFault, standingFault } from "./sandbox.js";

/** Feedback alone meets the fault, so that the rest of the page goes on working. */
const path = "/v1/feedback/";

/** @type {Record<string, { fault: import("./sandbox.js").Fault | null, effect: string }>} */
const NETWORKS = {
  normal: { fault: null, effect: "Feedback goes straight through" },
  slow: { fault: { path, delay_ms: 2000 }, effect: "Each answer to feedback takes two seconds" },
  broken: {
    fault: { path, status: 503, retry_after: "1" },
    effect: "Feedback gets a 503, and is tried again",
  },
  refusing: {
    fault: { path, status: 422, body: JSON.stringify({ error: "This memory takes no feedback now" }) },
    effect: "Feedback is refused for good with a 422",
  },
};

/** Lets the switch change the network, and shows which one stands. */
export async function connectNetworkSwitch() {
  const field = byId("network", HTMLDivElement);
  field.addEventListener("change", async (event) => {
    if (!(event.target instanceof HTMLInputElement)) return;
    const network = NETWORKS[event.target.value];
    if (!network) return;
    await setFault(network.fault);
    show(field, event.target.value);
    announce(network.effect);
  });
  show(field, nameOf(await standingFault()));
}

/** @param {import("./sandbox.js").Fault | null} fault */
function nameOf(fault) {
  if (fault?.status === 422) return "refusing";
  if (fault?.status) return "broken";
  return fault?.delay_ms ? "slow" : "normal";
}

/**
 * @param {HTMLDivElement} field
 * @param {string} name
 */
function show(field, name) {
  field.dataset["network"] = name;
  byId("network-effect", HTMLParagraphElement).textContent = NETWORKS[name]?.effect ?? "";
  for (const choice of field.querySelectorAll("input")) choice.checked = choice.value === name;
}
