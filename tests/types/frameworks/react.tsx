/** @jsxImportSource react */
import type {} from "mem0-feedback/element/react";

export const right = (
  <p lang="en">
    <mem0-feedback memory-id="m" value="POSITIVE" askRate={0.5} className="thumbs" onmem0-feedback-sent={({ detail }) => detail.value} />
    <mem0-feedback-set memories={[{ id: "m", memory: "Jonas is vegetarian" }]} client={{ host: "/memories" }} readOnly />
    <mem0-feedback-report by="week" report={null} onmem0-feedback-report-error={({ detail }) => detail.error} />
  </p>
);
export const wrong = [
  // @ts-expect-error no such grade
  <mem0-feedback memory-id="m" value="GOOD" />,
  // @ts-expect-error no such attribute
  <mem0-feedback memoryID="m" />,
  // @ts-expect-error a set has several
  <mem0-feedback-set memoryId="m" />,
  // @ts-expect-error no such width
  <mem0-feedback-report by="year" />,
];
