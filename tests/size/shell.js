import { FeedbackElement } from "mem0-feedback/element";

customElements.define("mem0-feedback", FeedbackElement);
