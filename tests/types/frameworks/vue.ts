import type { GlobalComponents } from "vue";
import type {} from "mem0-feedback/element/vue";

type Props<Tag extends keyof GlobalComponents> = InstanceType<GlobalComponents[Tag]>["$props"];

export const right: Props<"mem0-feedback"> = {
  "memory-id": "m",
  value: "POSITIVE",
  class: "thumbs",
  "onmem0-feedback-sent": ({ detail }) => detail.value,
};
export const report: Props<"mem0-feedback-report"> = {
  by: "week",
  "onmem0-feedback-report-error": ({ detail }) => detail.error,
};
export const wrong: Props<"mem0-feedback-set">[] = [
  // @ts-expect-error no such grade
  { "memory-ids": "m", value: "GOOD" },
  // @ts-expect-error no text
  { memories: [{ id: 1 }] },
];
