import { html, render } from "lit";
import { memoryId, sent } from "../thumbs.js";

const answer = html`<mem0-feedback
  memory-id=${memoryId}
  label="Reads on a screen"
  .askRate=${0}
  @mem0-feedback-sent=${sent}
></mem0-feedback>`;
render(answer, document.querySelector("main"));
