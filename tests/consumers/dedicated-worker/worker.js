import { send } from "../send.js";

onmessage = async ({ data }) => postMessage(await send(data));
