// Deno and Bun, as npm installed them.
import { program } from "./installation.mjs";

/** What runs a script in Deno, with those permissions and nothing that it would have to download. */
export const deno = (...permissions) => [program("deno", "deno"), "run", "--cached-only", "--no-prompt", ...permissions];

/** What runs a script in Bun. */
export const bun = () => [program("bun", "bin/bun"), "run", "--no-install"];
