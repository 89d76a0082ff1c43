import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { test } from "node:test";
import { newContext } from "../contexts.mjs";
import { opened, stage } from "./stage.mjs";

const pkg = new URL("../../pkg/", import.meta.url);
const manifest = JSON.parse(await readFile(new URL("custom-elements.json", pkg), "utf8"));
const elements = manifest.modules.filter(({ path }) => path.startsWith("dist/element/"));
const declarations = elements.flatMap(({ declarations }) => declarations);

test("the manifest names the fields that the elements have, and each reflects its attribute", async (t) => {
  const host = await stage(t);
  const page = await opened(host, await newContext(), "");
  for (const { tagName, attributes } of declarations) {
    const wrong = await page.evaluate(
      ({ tagName, attributes }) =>
        attributes.filter(({ name, fieldName, type }) => {
          const element = document.createElement(tagName);
          const value = type.text === "boolean" ? true : type.text === "number" ? 0.5 : type.text === "string" ? "text" : "POSITIVE";
          element[fieldName] = value;
          return !(fieldName in element) || element.getAttribute(name) !== (value === true ? "" : `${value}`);
        }),
      { tagName, attributes },
    );
    assert.deepEqual(wrong, []);
  }
});

test("the manifest names all parts, custom properties, events and states, and no others", async () => {
  const folder = new URL("src/element/", pkg);
  const names = (await readdir(folder)).filter((name) => name.endsWith(".ts"));
  const code = (await Promise.all(names.map((name) => readFile(new URL(name, folder), "utf8")))).join("\n");
  for (const { cssParts, cssProperties, events, cssStates } of declarations) {
    const found = (pattern) => new Set([...code.matchAll(pattern)].map(([, name]) => name));
    assert.deepEqual(found(/(--mem0-feedback-[a-z-]+)/g), new Set(cssProperties.map(({ name }) => name)));
    assert.deepEqual(found(/\bpart: ["`]([a-z]+)/g), new Set(cssParts.map(({ name }) => name).concat("action")));
    for (const { name } of events) assert(code.includes(`"${name.slice("mem0-feedback-".length)}"`), name);
    for (const { name } of cssStates) assert(code.includes(`"${name}"`) || /negative|positive/.test(name), name);
  }
});
