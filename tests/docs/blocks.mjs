// The fenced blocks of the repository's Markdown.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../installation.mjs";

export const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * All of them, in the order of files and lines; files that git does not know yet included. What stands
 * in `benches` and `tests` says how those are run, for hours.
 */
export async function blocks() {
  const known = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "*.md", ":!benches", ":!tests"];
  const { stdout } = await run("git", known, { cwd: root });
  const files = stdout.split("\0").filter(Boolean).sort();
  return (await Promise.all(files.map(async (file) => blocksOf(file, await readFile(join(root, file), "utf8"))))).flat();
}

/**
 * Those of one file. A block's `place` is where its fence opens; its `name` the heading above it,
 * its language, and its number from the second of that kind on.
 */
export function blocksOf(file, text) {
  const found = [];
  const names = new Map();
  let heading = "";
  let open;
  for (const [index, line] of text.split("\n").entries()) {
    const [, indent, marks, language] = /^(\s*)(`{3,}|~{3,})\s*([\w-]*)/.exec(line) ?? [];
    if (open && marks?.startsWith(open.marks) && !language) {
      found.push({ file, place: open.place, language: open.language, name: open.name, text: open.lines.join("\n") });
      open = undefined;
    } else if (open) {
      open.lines.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line);
    } else if (marks) {
      const kind = language ? `${heading}: ${language}` : heading;
      const number = (names.get(kind) ?? 0) + 1;
      names.set(kind, number);
      const name = number > 1 ? `${kind} ${number}` : kind;
      open = { place: `${file}:${index + 1}`, indent, marks, language, name, lines: [] };
    } else {
      heading = /^#+ (.+)$/.exec(line)?.[1] ?? heading;
    }
  }
  if (open) throw new Error(`${open.place}: the block has no end`);
  return found;
}
