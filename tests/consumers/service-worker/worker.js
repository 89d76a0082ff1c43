import { send } from "../send.js";

addEventListener("message", (event) => event.waitUntil(send(event.data).then((answer) => event.source.postMessage(answer))));
