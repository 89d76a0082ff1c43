// What each page with an element does: the client's options and the memory come from its address.
import { configure } from "mem0-feedback";
import "mem0-feedback/element/define";
import { asked, told } from "./question.js";

const { host, apiKey, direct } = asked(location.href);
configure({ host, apiKey });

/** What the thumbs are about. */
export const memoryId = direct;

/** Says that a vote has arrived. */
export function sent({ detail }) {
  told({ sent: detail.value });
}
