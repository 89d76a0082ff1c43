// @ts-check

/**
 * A scope for some memories, from the page's back end, which knows who is signed in.
 *
 * @param {{ memoryIds: string[] }} need
 * @returns {Promise<string>}
 */
export async function scopeFor({ memoryIds }) {
  const answer = await fetch("/scope", { method: "POST", body: JSON.stringify({ memoryIds }) });
  if (!answer.ok) throw new Error(`the back end gives no scope: ${answer.status}`);
  const { token } = /** @type {{ token: string }} */ (await answer.json());
  return token;
}
