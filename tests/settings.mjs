import assert from "node:assert/strict";

/** A setting that `cargo xtask test` makes, by the name of its environment variable. */
export function required(name) {
  const value = process.env[name];
  assert(value, `${name} is not set: run the suite by \`cargo xtask test\``);
  return value;
}
