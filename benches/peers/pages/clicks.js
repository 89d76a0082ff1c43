// A button for each vote: `#<host>,<vote>,<vote>…`.
import { start } from "sender";

const [host, ...votes] = location.hash.slice(1).split(",");
const send = start(host);
const buttons = votes.map((vote) => {
  const button = document.createElement("button");
  button.id = button.textContent = vote;
  button.addEventListener("click", () => void send(vote));
  return button;
});
document.body.append(...buttons);
document.documentElement.dataset.ready = "";
