import { checkReason } from "mem0-feedback/reason";

globalThis.check = checkReason;
