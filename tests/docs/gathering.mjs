// A relay that keeps analytics, as the documentation's examples know it.
import assert from "node:assert/strict";
import { claims, post, startRelay, token } from "../relay/worker.mjs";
import { origin } from "./page.mjs";
import { key } from "./surroundings.mjs";

const audience = "https://relay.example.com";
/** Under which the relay gives what it has. */
export const admin = "the admin's own secret, of 32 bytes and more";
export const asAdmin = { authorization: `Bearer ${admin}` };

/** Starts it, until the test ends, with what a page has sent. */
export async function gathering(t, records = []) {
  const settings = {
    MEM0_API_KEY: key,
    MEM0_FEEDBACK_AUDIENCE: audience,
    MEM0_FEEDBACK_ORIGINS: origin,
    MEM0_FEEDBACK_ADMIN_SECRET: admin,
  };
  const relay = await startRelay({ isDurable: true, settings });
  t.after(() => relay.stop());
  if (records.length === 0) return relay;
  const scope = token(claims("*", { aud: audience }));
  const answer = await post(relay, { token: scope, snapshot: { version: 1, records } }, { origin, path: "/v1/analytics/" });
  assert.equal(answer.status, 202);
  return relay;
}
