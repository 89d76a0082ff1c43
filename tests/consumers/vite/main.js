import { configure, feedback } from "mem0-feedback";

const { host, apiKey, memoryId } = Object.fromEntries(new URLSearchParams(location.search));
configure({ host, apiKey });
feedback({ memoryId, feedback: "NEGATIVE", feedbackReason: "Sent from a Vite build" }).then(({ message }) => {
  document.querySelector("#answer").textContent = message;
});
