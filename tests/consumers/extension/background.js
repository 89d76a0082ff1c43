import { send } from "../send.js";

globalThis.send = send;
