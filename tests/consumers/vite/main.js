import { configure, feedback } from "mem0-feedback";

const { host, apiKey, memoryId } = Object.fromEntries(new URLSearchParams(location.search));
configure({ host, apiKey });
const { message } = await feedback({ memoryId, feedback: "NEGATIVE", feedbackReason: "Sent from a Vite build" });
document.querySelector("#answer").textContent = message;
