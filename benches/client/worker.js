// A back end of one's own in a Worker, with the package: takes a vote, tells Mem0.
import { MemoryClient } from "../../pkg/dist/workerd/index.js";

let client;

export default {
  async fetch(request, { MEM0_API_KEY: apiKey, MEM0_HOST: host }) {
    client ??= new MemoryClient({ apiKey, host });
    try {
      await client.feedback(await request.json());
      return Response.json({ ok: true });
    } catch (error) {
      return Response.json({ ok: false, error: error.message }, { status: 502 });
    }
  },
};
