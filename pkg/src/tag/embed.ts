// One classic script tag: `<script src="…/embed.js" data-host="…" data-token-url="…"></script>`.
import { Ballot } from "../element/ballot.js";
import { define } from "../element/definition.js";
import type { TokenSource } from "../types.js";

const { host, tokenUrl } = document.currentScript!.dataset;

/** Asks the page's own server for a relay's token: who the user is says a cookie. */
const token: TokenSource = async (need) => {
  const answer = await fetch(tokenUrl!, { method: "POST", credentials: "include", body: JSON.stringify(need) });
  return ((await answer.json()) as { token: string }).token;
};

// Before there are elements, which ask for it.
if (host) Ballot.client = { host, ...(tokenUrl && { token }) };
define();
