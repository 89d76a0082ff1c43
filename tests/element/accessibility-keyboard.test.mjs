// What hands and ears find: the keyboard's way, what is said and when, names, and what a pointer does.
import assert from "node:assert/strict";
import { test } from "node:test";
import { newContext } from "../contexts.mjs";
import { pressed, reached, stage, thumb } from "./stage.mjs";
import { elementOf, show } from "./states.mjs";

/** Milliseconds within which a click is answered, so that people take it for one. */
const AT_ONCE = 100;
const ONE = `<button>Before</button>${elementOf({})}<button>After</button>`;

/** A page with that in it. */
async function open(t, body = ONE, { settings, ...page } = {}) {
  const host = await stage(t);
  Object.assign(host, settings);
  await show(host, body, page);
  const opened = await (await newContext()).newPage();
  opened.setDefaultTimeout(10_000);
  await opened.goto(host.origin);
  await opened.locator("mem0-feedback .row").first().waitFor();
  return Object.assign(opened, { host });
}

/** The words that have the focus, and how thick and clear its ring is. */
function focused(page) {
  return page.evaluate(() => globalThis.inspection.ring());
}

/** Presses each key in turn; after it the focus has to be there, in a ring that can be seen. */
async function walk(page, steps) {
  for (const [key, name, state] of steps) {
    await page.keyboard.press(key);
    if (state) await reached(page, state);
    for (let waits = 0; (await focused(page)).name !== name && waits < 100; waits += 1) await page.waitForTimeout(20);
    assert.equal((await focused(page)).name, name, `after ${key}`);
    if (!name.startsWith("button ")) continue;
    const { width, contrast } = await focused(page);
    assert(width >= 2 && contrast >= 3, `the ring of ${name} is ${width} px wide, ${contrast} to 1`);
  }
}

const UP = "button POSITIVE";
const DOWN = "button NEGATIVE";
const WORST = "button VERY_NEGATIVE";
const WHY = "button action why";
const UNDO = "button action undo";

for (const colorScheme of ["light", "dark"]) {
  for (const forcedColors of ["none", "active"]) {
    test(`the keyboard reaches everything, and is never lost: ${colorScheme}, forced ${forcedColors}`, async (t) => {
      const page = await open(t);
      await page.emulateMedia({ colorScheme, forcedColors });
      await page.getByRole("button", { name: "Before" }).focus();
      await walk(page, [
        ["Tab", UP],
        ["Tab", DOWN],
        ["Space", DOWN, "saved"],
        ["Tab", WORST],
        ["Enter", WORST, "saved"],
        ["Tab", WHY],
        ["Tab", UNDO],
        ["Shift+Tab", WHY],
        ["Enter", "input inaccurate"],
        ["Escape", WHY],
        ["Enter", "input inaccurate"],
        ["Space", "input inaccurate", "saved"],
        ...["outdated", "never_said", "irrelevant", "duplicate", "conflicting", "incomplete", "too_vague"].map((code) => ["Tab", `input ${code}`]),
        ...["someone_else", "too_personal", "unwanted"].map((code) => ["Tab", `input ${code}`]),
        ["Tab", "textarea words"],
        ["Tab", "button send"],
        ["Enter", WHY, "saved"],
        ["Tab", UNDO],
        ["Enter", DOWN, "saved"],
        ["Space", DOWN, "saved"],
        ["Shift+Tab", UP],
      ]);
      assert.equal(await pressed(thumb(page, "NEGATIVE")), "false");
      await page.getByRole("button", { name: "After" }).focus();
      await walk(page, [["Shift+Tab", UNDO], ["Shift+Tab", DOWN]]);
    });
  }
}

test("a refused vote is given again by the keyboard, which stays with the thumbs", async (t) => {
  const page = await open(t, ONE, { settings: { status: 422 } });
  await thumb(page, "POSITIVE").focus();
  await walk(page, [["Space", UP, "failed"], ["Tab", DOWN], ["Tab", "button action retry"]]);
  page.host.status = 200;
  await walk(page, [["Enter", UP, "saved"]]);
  assert.equal(await pressed(thumb(page, "POSITIVE")), "true");
});

test("the place for announcements is there before they are, and they come in time", async (t) => {
  const page = await open(t, ONE, { settings: { delayMs: 300 } });
  const told = await page.locator("mem0-feedback").evaluate(async (element) => {
    const status = element.shadowRoot.querySelector("[role=status]");
    const before = status.textContent;
    const said = [];
    const start = performance.now();
    new MutationObserver(() => said.push([status.textContent, performance.now() - start])).observe(status, { childList: true, characterData: true, subtree: true });
    element.shadowRoot.querySelector("[value=POSITIVE]").click();
    while (!said.some(([words]) => words === "Saved")) await new Promise((resolve) => setTimeout(resolve, 5));
    return { before, said, isSame: status === element.shadowRoot.querySelector("[role=status]") };
  });
  assert.equal(told.before, "");
  assert(told.isSame, "it was not put in another's place");
  assert.deepEqual(told.said.map(([words]) => words), ["Saving…", "Saved"]);
  assert(told.said[0][1] < AT_ONCE, `${told.said[0][1]} ms`);
  await page.getByRole("button", { name: "Say why" }).click();
  assert.equal(await page.locator(".panel [role=status]").innerText(), "", "that of the advice too");
  const vote = page.locator("mem0-feedback [part=status]");
  page.host.status = 503;
  await thumb(page, "NEGATIVE").click();
  await vote.getByText("Saving…").waitFor();
  await reached(page, "kept");
  assert.equal(await vote.innerText(), "Kept on this device");
});

/** What is pressed in each, while names stay as they are. */
const HEARD = {
  "": [false, false, undefined],
  "value=POSITIVE": [true, false, undefined],
  "value=NEGATIVE": [false, true, false],
  "value=VERY_NEGATIVE readonly": [false, false, true],
  "value=NEGATIVE disabled": [false, true, false],
};

test("names never change, and what is pressed is a state", async (t) => {
  const page = await open(t, Object.keys(HEARD).map((attributes) => elementOf({ attributes }).replace(`"m"`, `"${attributes}"`)).join(""));
  const names = ["Useful", "Not useful", "Not useful at all"];
  for (const [index, [attributes, states]] of Object.entries(HEARD).entries()) {
    const group = page.getByRole("group", { name: "Was this memory useful? Jonas is vegetarian" }).nth(index);
    for (const [at, isPressed] of states.entries()) {
      const button = group.getByRole("button", { name: names[at], exact: true, pressed: isPressed ?? false });
      assert.equal(await button.count(), isPressed === undefined ? 0 : 1, `${attributes} ${names[at]}`);
    }
  }
});

test("twenty rows, and the twenty of a set, have groups of twenty names", async (t) => {
  const ids = Array.from({ length: 20 }, (_, index) => `m${index}`);
  const rows = ids.map((id) => elementOf({}).replace(`"m"`, id).replace("Jonas", id)).join("");
  const page = await open(t, `${rows}<mem0-feedback-set memory-ids="${ids.join(" ")}" label="All"></mem0-feedback-set>`);
  await page.locator("mem0-feedback-set [part~=each]").click();
  await page.locator("mem0-feedback-set li").nth(19).waitFor();
  const labels = await page.getByRole("group").evaluateAll((groups) => groups.map((group) => group.ariaLabel));
  assert.equal(labels.length, 41);
  assert.equal(new Set(labels).size, 41, `${labels}`);
});

test("a vote is given on release, and not where the pointer has left", async (t) => {
  const page = await open(t);
  await thumb(page, "POSITIVE").hover();
  await page.mouse.down();
  assert.equal(await pressed(thumb(page, "POSITIVE")), "false");
  await page.mouse.move(0, 0);
  await page.mouse.up();
  assert.equal(await pressed(thumb(page, "POSITIVE")), "false");
  await thumb(page, "POSITIVE").click();
  assert.equal(await pressed(thumb(page, "POSITIVE")), "true");
});

test("there is time to undo: twenty seconds at least, and as long as the focus is there", async (t) => {
  const host = await stage(t);
  await show(host, ONE);
  const page = await (await newContext()).newPage();
  await page.clock.install();
  await page.goto(host.origin);
  const undo = page.locator("[part~=undo]");
  const vote = async () => {
    await thumb(page, "POSITIVE").click();
    await reached(page, "saved");
    await undo.waitFor();
  };
  await vote();
  await page.clock.fastForward(20_500);
  assert(await undo.isVisible(), "after 20 s");
  await undo.focus();
  await page.clock.fastForward(30_000);
  await page.clock.fastForward(30_000);
  assert(await undo.isVisible(), "while it has the focus");
  await page.getByRole("button", { name: "After" }).focus();
  await page.clock.fastForward(30_000);
  // Frames are of that clock, too.
  await page.clock.runFor(1000);
  assert(await undo.isHidden(), "not for ever");
});

test("no secret is said, shown, taken from an attribute, or written down", async (t) => {
  const page = await open(t, elementOf({ attributes: `scope="a-secret" api-key="a-secret" apikey="a-secret" token="a-secret"` }));
  const requests = [];
  page.on("request", (request) => {
    // Votes are read back under the scope, in a header and never in an address.
    const headers = request.method() === "GET" ? {} : request.headers();
    requests.push(`${request.url()} ${JSON.stringify(headers)}`);
  });
  await thumb(page, "NEGATIVE").click();
  await reached(page, "saved");
  await page.getByRole("button", { name: "Say why" }).click();
  assert(requests.length > 0);
  const { token, ...rest } = page.host.received[0];
  assert(token === undefined || token === "a-secret", "as a scope, in the body");
  const shown = await page.locator("mem0-feedback").evaluate((element) => element.shadowRoot.querySelector(".row").outerHTML + JSON.stringify(localStorage));
  for (const place of [...requests, JSON.stringify(rest), shown]) assert(!place.includes("a-secret"), place);
});
