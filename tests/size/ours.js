import { configure, feedback } from "mem0-feedback";

configure({ host: "/memories" });
globalThis.send = feedback;
