import { asked, told } from "../question.js";

const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
worker.onmessage = ({ data }) => told(data);
worker.postMessage(asked(location.href));
