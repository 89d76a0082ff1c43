// The relay with a limiter that really counts: plain workerd has no rate-limiting binding.
import { createRelay } from "mem0-feedback/relay";

const LIMIT = 5;

/** Counts the uses of a key. */
export class Counter {
  #uses = 0;

  fetch() {
    this.#uses += 1;
    return Response.json({ success: this.#uses <= LIMIT });
  }
}

const relay = createRelay();

export default {
  fetch(request, env, context) {
    const limiter = {
      async limit({ key }) {
        const counter = env.COUNTERS.get(env.COUNTERS.idFromName(key));
        return (await counter.fetch("https://counter/")).json();
      },
    };
    return relay.fetch(request, { ...env, MEM0_FEEDBACK_LIMITER: limiter }, context);
  },
};
