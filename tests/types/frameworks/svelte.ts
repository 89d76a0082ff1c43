import type { SvelteHTMLElements } from "svelte/elements";
import type {} from "mem0-feedback/element/svelte";

export const right: SvelteHTMLElements["mem0-feedback"] = {
  "memory-id": "m",
  value: "POSITIVE",
  class: "thumbs",
  "onmem0-feedback-sent": ({ detail }) => detail.value,
};
export const report: SvelteHTMLElements["mem0-feedback-report"] = {
  by: "week",
  "onmem0-feedback-report-error": ({ detail }) => detail.error,
};
export const wrong: SvelteHTMLElements["mem0-feedback-set"][] = [
  // @ts-expect-error no such grade
  { "memory-ids": "m", value: "GOOD" },
  // @ts-expect-error a set has several
  { "memory-id": "m" },
];
