// A relay that keeps analytics, as the documentation's examples know it.
import { startRelay } from "../relay/worker.mjs";
import { origin } from "./page.mjs";
import { key } from "./surroundings.mjs";

/** Under which the relay gives what it has. */
export const admin = "the admin's own secret, of 32 bytes and more";
export const asAdmin = { authorization: `Bearer ${admin}` };

/** Starts it, until the test ends. */
export async function gathering(t) {
  const settings = {
    MEM0_API_KEY: key,
    MEM0_FEEDBACK_AUDIENCE: "https://relay.example.com",
    MEM0_FEEDBACK_ORIGINS: origin,
    MEM0_FEEDBACK_ADMIN_SECRET: admin,
  };
  const relay = await startRelay({ isDurable: true, settings });
  t.after(() => relay.stop());
  return relay;
}
