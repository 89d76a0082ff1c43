import { configure, feedback } from "/mem0-feedback/index.js";

const memoryId = new URLSearchParams(location.search).get("memory");
configure({ host: "/memories" });
const answer = document.querySelector("#answer");
feedback({ memoryId, feedback: "POSITIVE", feedbackReason: "Sent from a plain page" }).then(
  ({ message }) => (answer.textContent = message),
  ({ name, suggestion }) => (answer.textContent = `${name}: ${suggestion}`),
);
