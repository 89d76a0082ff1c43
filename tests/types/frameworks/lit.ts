import { html, LitElement } from "lit";
import { query } from "lit/decorators.js";
import type { FeedbackDetail } from "mem0-feedback/element";

export class Answer extends LitElement {
  @query("mem0-feedback") thumbs!: HTMLElementTagNameMap["mem0-feedback"];

  override render() {
    const sent = ({ detail }: CustomEvent<FeedbackDetail>) => detail.value;
    return html`<mem0-feedback memory-id="m" .client=${{ host: "/memories" }} @mem0-feedback-sent=${sent}></mem0-feedback>`;
  }

  override firstUpdated() {
    this.thumbs.value = "POSITIVE";
    // @ts-expect-error no such grade
    this.thumbs.value = "GOOD";
    // @ts-expect-error no such property
    this.thumbs.memory = "m";
    this.renderRoot.querySelector("mem0-feedback-set")?.memoryIds.length;
    addEventListener("mem0-feedback-change", ({ detail }) => detail.memoryIds.length);
  }
}
