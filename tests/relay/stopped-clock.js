// The relay at the moment at which the vectors are judged.
import { createRelay } from "mem0-feedback/relay";
import { now } from "./vectors.json";

Date.now = () => now * 1000;

export default createRelay();
