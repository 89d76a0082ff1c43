import { LangfuseWeb } from "langfuse";

export function start(host) {
  const langfuse = new LangfuseWeb({ publicKey: "pk-lf-key", baseUrl: host });
  return (vote) => langfuse.score({ traceId: "trace", name: "memory", value: 1, comment: vote });
}
