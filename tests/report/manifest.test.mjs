import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { test } from "node:test";
import { newContext } from "../contexts.mjs";
import { stage } from "../element/stage.mjs";
import { FULL, shown } from "./reports.mjs";

const pkg = new URL("../../pkg/", import.meta.url);
const manifest = JSON.parse(await readFile(new URL("custom-elements.json", pkg), "utf8"));
const [declaration] = manifest.modules.find(({ path }) => path.startsWith("dist/report/")).declarations;
test("the manifest names the attributes that the report has, and its members", async (t) => {
  const page = await shown(await stage(t), await newContext(), FULL);
  const { reflected, observed, missing } = await page.evaluate(({ attributes, members, tagName }) => {
    const element = document.createElement(tagName);
    const reflected = attributes.filter(({ name, fieldName }) => {
      element[fieldName] = "week";
      return element.getAttribute(name) === "week";
    });
    return {
      reflected: reflected.map(({ name }) => name),
      observed: customElements.get(tagName).observedAttributes,
      missing: members.filter(({ name }) => !(name in element)),
    };
  }, declaration);
  assert.deepEqual([...reflected, "lang"], observed);
  assert.deepEqual(missing, []);
});

test("the manifest names all parts, custom properties and events, and no others", async () => {
  const folder = new URL("src/report/", pkg);
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".ts"));
  const code = (await Promise.all(names.map((name) => readFile(new URL(name, folder), "utf8")))).join("\n");
  const found = (pattern) => new Set([...code.matchAll(pattern)].map(([, name]) => name));
  assert.deepEqual(found(/(--mem0-feedback-[a-z-]+)/g), new Set(declaration.cssProperties.map(({ name }) => name)));
  assert.deepEqual(found(/\bpart: ["`]([a-z]+)/g), new Set(declaration.cssParts.map(({ name }) => name)));
  for (const { name } of declaration.events) assert(code.includes(`"${name}"`), name);
});
