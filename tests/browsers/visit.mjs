// A visit to the page on which tests make queues, and what arrived from there.
import assert from "node:assert/strict";
import { complaints } from "../browser.mjs";
import { address } from "../sandbox.mjs";
import { until } from "./browser-session.mjs";
import { fault, Project } from "./project.mjs";

/** So long anything may take, in milliseconds: a journal that hangs is given up after three times five seconds. */
const PATIENCE = 60_000;

/** The address of a page on which no queue is made, on the same origin. */
export const ELSEWHERE = `${address}/elsewhere.html`;

/** The name of the queue's database, and how the keys of its lines begin. */
export const JOURNAL = "mem0-feedback:proof:one";

/** What Chromium says in the console of answers and networks that tests have broken. */
export const OUTAGE = /status of (404|503)|ERR_INTERNET_DISCONNECTED/;

/** From now on feedback meets a fault, until the end of the test at the latest. */
export async function faulty(t, what) {
  t.after(up);
  await fault({ ...what, path: "/v1/feedback/" });
}

/** It meets none any more. */
export function up() {
  return fault(undefined);
}

/** Opens the page in a context, or another of its origin, for a project of its own with two memories. */
export async function visit(context, place) {
  const project = await Project.open(2);
  const page = await context.newPage();
  const wrong = complaints(page);
  await page.goto(place ?? placeOf(project));
  return { project, page, wrong };
}

/** The page's address. */
export function placeOf({ key, memories }) {
  return `${address}/surroundings.html?${new URLSearchParams({ host: address, token: key, memories })}`;
}

/** Makes a queue in a page. */
export function begin(page, owner) {
  return page.evaluate((owner) => void globalThis.begin(owner), owner);
}

/** Votes in a page, or a frame; where there is no queue yet, in the task in which it is made. */
export function vote(page, name) {
  return page.evaluate((name) => {
    if (!globalThis.queue) globalThis.begin();
    globalThis.vote(name);
  }, name);
}

/** Waits until the last vote is saved, and not sent. */
export async function saved(page) {
  await page.waitForFunction(() => globalThis.item.state === "saved", undefined, { timeout: PATIENCE });
}

/** The votes that have arrived, in this order. */
export async function votesOn(project) {
  return (await project.history()).map(({ feedback_reason: name }) => name);
}

/** Waits until so many votes have arrived; it has to be these, in this order. */
export async function arrived(project, ...names) {
  // What is missing is for the comparison to tell.
  await until(async () => (await votesOn(project)).length >= names.length, "not arrived", PATIENCE).catch(() => {});
  assert.deepEqual(await votesOn(project), names);
}

/** Waits until the queue holds nothing and writes nothing. */
export async function settled(page) {
  assert.equal(await page.evaluate(async () => (await globalThis.queue.flush()).pending), 0);
}

/** Waits until no vote has a line in `localStorage`. */
export async function erased(page) {
  const lines = (journal) => Object.keys(localStorage).filter((key) => key.startsWith(`${journal}:`) && !key.endsWith(":clock"));
  await page.waitForFunction(`(${lines})("${JOURNAL}").length === 0`, undefined, { timeout: PATIENCE });
}
