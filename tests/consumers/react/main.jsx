import { createRoot } from "react-dom/client";
import { memoryId, sent } from "../thumbs.js";

function Answer() {
  return <mem0-feedback memory-id={memoryId} label="Reads on a screen" askRate={0} onmem0-feedback-sent={sent} />;
}

createRoot(document.querySelector("main")).render(<Answer />);
