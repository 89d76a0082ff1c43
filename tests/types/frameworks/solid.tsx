/** @jsxImportSource solid-js */
import type {} from "mem0-feedback/element/solid";

export const right = () => (
  <p lang="en">
    <mem0-feedback memory-id="m" value="POSITIVE" prop:askRate={0.5} class="thumbs" on:mem0-feedback-sent={({ detail }) => detail.value} />
    <mem0-feedback-set prop:memories={[{ id: "m", memory: "Jonas is vegetarian" }]} prop:client={{ host: "/memories" }} />
    <mem0-feedback-report by="week" prop:report={null} on:mem0-feedback-report-error={({ detail }) => detail.error} />
  </p>
);
export const wrong = () => [
  // @ts-expect-error no such grade
  <mem0-feedback memory-id="m" value="GOOD" />,
  // @ts-expect-error no such attribute
  <mem0-feedback memoryID="m" />,
  // @ts-expect-error a set has several
  <mem0-feedback-set memoryId="m" />,
  // @ts-expect-error no such width
  <mem0-feedback-report by="year" />,
];
