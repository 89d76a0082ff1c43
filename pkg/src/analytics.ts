import type { AnalyticsReport, ReportOptions } from "./analytics-report.js";
import type { Alikeness, AnalyticsRecord, AnalyticsSnapshot } from "./analytics-types.js";
import { Columns } from "./analytics/columns.js";
import { pairsIn, scaleIn, scoreIn, type Calibration, type JudgedPair, type ScaleOptions } from "./analytics/judging.js";
import { observe, type Observed, type ObserveOptions } from "./analytics/observe.js";
import { Outbox, type RelayTarget } from "./analytics/outbox.js";
import { checkSnapshot, record, recordsIn } from "./analytics/record.js";
import { invalid } from "./errors.js";
import { RATINGS, secret, shown } from "./item.js";
import { wholeNumber } from "./options.js";
import type { Feedback, Rating } from "./types.js";
import { load } from "./wasm/analytics.js";

export type * from "./analytics-report.js";
export type * from "./analytics-types.js";
export type { Calibration, JudgedPair, ScaleOptions } from "./analytics/judging.js";
export type { RelayTarget } from "./analytics/outbox.js";
export type { Observed, ObserveOptions } from "./analytics/observe.js";

/** A memory with what it says, and what was said of it. */
export interface Opinion {
  /** Its id. */
  memoryId: string;
  /** What it says. */
  text: string;
  /** What was said of it. */
  feedback: Rating;
}

type Wasm = NonNullable<Awaited<ReturnType<typeof load>>>;
type Core = InstanceType<Wasm["Analytics"]>;

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const WIDTHS = { hour: HOUR, day: DAY, week: 7 * DAY };
/** Milliseconds for the WebAssembly to load. */
const LOAD_MS = 30_000;
/** Memories that a report lists, if nothing else is said. */
const LISTED = 20;

/** Once it is there. */
let wasm: Wasm | undefined;

/**
 * Does the feedback make the memories better? Takes records in, and reports what they say.
 *
 * All figures come from WebAssembly, which loads when the first is asked for. Until then nothing but
 * `record()` is needed, which works at once.
 */
export class FeedbackAnalytics {
  #core = fresh();
  #columns = new Columns(this.#core);
  #recorded = 0;
  #session: string | undefined;
  readonly #outboxes = new Set<Outbox>();
  readonly #changes = new EventTarget();
  /** Whether a change is about to be told. */
  #isChanged = false;

  /**
   * Takes a record in. The last one of each memory, rater and source stands, whatever the order.
   *
   * @throws a `ValidationError` that names the field.
   */
  record(input: AnalyticsRecord): void {
    const dated = this.#dated(input);
    record(dated, this.#columns);
    for (const outbox of this.#outboxes) outbox.add(dated);
    this.#changed();
  }

  /**
   * Calls `changed` after records were taken in, by `record()`, `merge()` or `restore()`: in a microtask,
   * once for all that came until then. What it returns ends that.
   */
  subscribe(changed: () => void): () => void {
    // One for each call, so that who subscribes twice ends one of both.
    const listener = () => changed();
    this.#changes.addEventListener("change", listener);
    return () => this.#changes.removeEventListener("change", listener);
  }

  /**
   * Sends what is recorded from now on to a relay: some seconds later, and when the page is left. What
   * was merged or restored is not sent, since it may be another's. What it returns sends the rest, and
   * ends that.
   *
   * @throws a `ConfigurationError` when the target is none.
   */
  sendTo(relay: RelayTarget): () => Promise<void> {
    const outbox = new Outbox(relay);
    this.#outboxes.add(outbox);
    return () => {
      this.#outboxes.delete(outbox);
      return outbox.close();
    };
  }

  /**
   * Records what a queue, or the elements in a document, tell from now on: votes, and of elements
   * exposures too. One of both is enough for a vote. What it returns ends that.
   *
   * @throws a `ValidationError` when the target tells of no events.
   */
  observe(target: Observed, options: ObserveOptions = {}): () => void {
    this.#session ??= crypto.randomUUID();
    return observe(target, options, this.#session, (input) => this.record(input));
  }

  /**
   * Takes in all that another one holds, or a snapshot. In whatever order, and however often.
   *
   * @throws a `ValidationError` when the snapshot is wrong; here and below a `NetworkError` when the
   * WebAssembly does not load.
   */
  async merge(other: FeedbackAnalytics | AnalyticsSnapshot): Promise<void> {
    if (!(other instanceof FeedbackAnalytics)) return this.#add(checkSnapshot(other));
    if (other === this) return;
    const theirs = await other.#settled();
    (await this.#settled()).merge(theirs);
    this.#changed();
  }

  /** All that it holds: what two hold alike is alike, record for record. */
  async snapshot(): Promise<AnalyticsSnapshot> {
    const core = await this.#settled();
    return { version: 1, records: recordsIn(core.rows(), core.texts()) };
  }

  /**
   * Holds what a snapshot says, and nothing else.
   *
   * @throws a `ValidationError` when the snapshot is wrong; it then holds what it held.
   */
  restore(snapshot: AnalyticsSnapshot): void {
    const records = checkSnapshot(snapshot);
    this.#core?.free();
    this.#core = fresh();
    this.#columns = new Columns(this.#core);
    this.#add(records);
  }

  /**
   * What the records of a period say.
   *
   * @throws a `ValidationError` when an option is wrong.
   */
  async report(options: ReportOptions = {}): Promise<AnalyticsReport> {
    const { by = "day", votes = 50, halfLifeMs = 7 * DAY, list = LISTED } = options ?? {};
    const [from, to, change] = (["from", "to", "change"] as const).map((name) => momentIn(name, options?.[name]));
    if (!Object.hasOwn(WIDTHS, by)) throw invalid(`by is ${shown(by)}: pass "hour", "day" or "week"`);
    wholeNumber("votes", votes, 1, 1_000_000, invalid);
    wholeNumber("halfLifeMs", halfLifeMs, 1, Number.MAX_SAFE_INTEGER, invalid);
    wholeNumber("list", list, 0, 1000, invalid);
    const core = await this.#settled();
    return core.report(from, to, WIDTHS[by], votes, halfLifeMs, change, list) as AnalyticsReport;
  }

  /** @internal Memories alike in text, with opposite votes. */
  async alike(list: number): Promise<Alikeness> {
    return (await this.#settled()).alike(list) as Alikeness;
  }

  #add(records: AnalyticsRecord[]): void {
    for (const one of records) record(one, this.#columns);
    this.#changed();
  }

  /** With the moment of the call, where it has none; among those of one millisecond it is the last. */
  #dated(input: AnalyticsRecord): AnalyticsRecord {
    if (typeof input !== "object" || input === null || input.at !== undefined) return input;
    return { ...input, at: Date.now(), seq: input.seq ?? this.#recorded++ };
  }

  #changed(): void {
    if (this.#isChanged) return;
    this.#isChanged = true;
    queueMicrotask(() => {
      this.#isChanged = false;
      this.#changes.dispatchEvent(new Event("change"));
    });
  }

  /** With all that was recorded in it. */
  async #settled(): Promise<Core> {
    await loaded();
    const core = (this.#core ??= fresh()!);
    this.#columns.flow(core);
    return core;
  }
}

/**
 * The feedback that an automated evaluation's score stands for; `null` where it says nothing. Give it
 * on with `source: "judge"`.
 *
 * @throws a `ValidationError` when the score is not of the range, or an option is wrong.
 */
export async function fromScore(score: number, options?: ScaleOptions): Promise<Feedback | null> {
  const scale = scaleIn(options);
  scoreIn(score, scale);
  const { grade } = await loaded();
  return (RATINGS[grade(score, scale)] ?? null) as Feedback | null;
}

/**
 * How well a judge's scores agree with what people said of the same memories, and at which thresholds
 * they would agree best.
 *
 * @throws a `ValidationError` when a pair or an option is wrong.
 */
export async function calibrate(pairs: readonly JudgedPair[], options?: ScaleOptions): Promise<Calibration> {
  const scale = scaleIn(options);
  const [scores, grades] = pairsIn(pairs, scale);
  return (await loaded()).calibrate(scores, grades, scale) as Calibration;
}

/**
 * Memories that say much the same with opposite votes. Of what analytics hold, each memory's majority
 * counts.
 *
 * @throws a `ValidationError` when an opinion or `list` is wrong.
 */
export async function checkConsistency(
  of: FeedbackAnalytics | readonly Opinion[],
  { list = LISTED }: { list?: number } = {},
): Promise<Alikeness> {
  wholeNumber("list", list, 0, 1000, invalid);
  if (of instanceof FeedbackAnalytics) return of.alike(list);
  if (!Array.isArray(of)) throw invalid(`opinions is ${shown(of)}: pass an array of {memoryId, text, feedback}`);
  const analytics = new FeedbackAnalytics();
  of.forEach((opinion: Opinion, place) => {
    const { memoryId, text, feedback } = opinion ?? {};
    if (typeof text !== "string") throw invalid(`[${place}].text is ${secret(text)}: pass what the memory says, a string`);
    // Each of its own rater, so that none takes another's place.
    analytics.record({ type: "vote", memoryId, rater: `${place}`, feedback, at: 0 });
    analytics.record({ type: "memory", memoryId, text, at: 0 });
  });
  return analytics.alike(list);
}

function momentIn(name: string, value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const moment = value instanceof Date ? value.getTime() : value;
  if (!Number.isSafeInteger(moment) || (moment as number) < 0) {
    throw invalid(`${name} is ${shown(moment)}: pass a Date, or milliseconds since 1970`);
  }
  return moment as number;
}

/** With nothing in it, once the WebAssembly is there. */
function fresh(): Core | undefined {
  return wasm && new wasm.Analytics();
}

async function loaded(): Promise<Wasm> {
  // There is no signal that could end it without one.
  return (wasm = (await load(LOAD_MS, undefined))!);
}
