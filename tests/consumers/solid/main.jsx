import { render } from "solid-js/web";
import { memoryId, sent } from "../thumbs.js";

function Answer() {
  return <mem0-feedback memory-id={memoryId} label="Reads on a screen" prop:askRate={0} on:mem0-feedback-sent={sent} />;
}

render(() => <Answer />, document.querySelector("main"));
