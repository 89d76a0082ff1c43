import { asked, told } from "./question.js";
import { send } from "./send.js";

/** Sends what the page's address asks for; how that went is its text in the end. */
export function show() {
  send(asked(location.href)).then(told, (error) => told({ error: String(error) }));
}
