import { misconfigured } from "./errors.js";
import { Ledger } from "./relay/ledger.js";
import { Records, type Row } from "./relay/records.js";
import { shardSettings, type RelayEnv, type ShardOptions } from "./relay/settings.js";
import { streamOf } from "./relay/shards.js";
import type { ShardContext } from "./relay/storage.js";
import { deadlines, luck, type Upstream } from "./relay/upstream.js";
import { load } from "./wasm/relay.js";

type Shard = InstanceType<NonNullable<Awaited<ReturnType<typeof load>>>["Shard"]>;

/** Milliseconds for which the .wasm may take to load, where it is no module of the Worker's. */
const LOAD_MS = 10_000;
/** Milliseconds that one alarm works at the most; Cloudflare allows fifteen minutes. */
const WORK_MS = 60_000;
/** Calls of one alarm after which nothing more is sent; the next alarm follows at once. */
const MOST_CALLS = 40;
/**
 * What it may come to with the questions after some of them: Cloudflare's smallest plan
 * [allows no more](https://developers.cloudflare.com/workers/platform/limits/#subrequests).
 */
const ALLOWED_CALLS = 50;
/** What is due within so many milliseconds is waited for; for what comes later there is an alarm. */
const NAP_MS = 1000;
/** Milliseconds after which the alarm fires again when a shard dies at work. */
const LEASE_MS = 5000;
/** Milliseconds after which it is tried again when something is wrong with the shard itself. */
const REST_MS = 30_000;
/** Milliseconds between two times that old votes are forgotten. */
const FORGET_MS = 60 * 60_000;

/**
 * A shard of a relay: the Durable Object class that a Worker exports beside its relay, with SQLite
 * (`new_sqlite_classes`). It keeps votes, and tells Mem0 of them.
 */
export class FeedbackShard {
  readonly #storage: ShardContext["storage"];
  readonly #env: RelayEnv;
  readonly #options: ShardOptions;
  readonly #ledger: Ledger;
  readonly #records: Records;
  #shard: Shard | undefined;
  #isWorking = false;
  /** When there is something to be sent: at first there may be. */
  #next = 0;
  /** Calls of this alarm. */
  #calls = 0;
  /** Ends a nap. */
  #wake = () => {};

  /** The runtime gives the first two; a class of one's own may pass the third. */
  constructor(context: ShardContext, env: RelayEnv, options: ShardOptions = {}) {
    if (!context.storage.sql) {
      throw misconfigured("FeedbackShard has no SQLite: list it among new_sqlite_classes in a migration");
    }
    this.#storage = context.storage;
    this.#env = env;
    this.#options = options;
    this.#ledger = new Ledger(context.storage.sql);
    this.#records = new Records(context.storage.sql);
  }

  /** Takes what the relay sends it: never to be reached from elsewhere. */
  async fetch(request: Request): Promise<Response> {
    const letter = await request.text();
    try {
      const task = new URL(request.url).pathname;
      if (task === "/gather") return new Response(streamOf(this.#records.read()));
      if (task === "/give") return new Response(await this.#take(letter));
      const shard = await this.#open();
      if (task !== "/read") return new Response(await this.#keep(shard, letter));
      const answer = new Response(shard.read(letter));
      // A runtime gives an alarm up that has failed too often.
      if (!this.#isWorking && (await this.#storage.getAlarm()) === null) await this.#setAlarm();
      return answer;
    } catch (error) {
      this.#log({ code: "shard", message: messageOf(error) });
      return new Response(null, { status: 503 });
    }
  }

  /** Tells Mem0 what it does not know yet. */
  async alarm(): Promise<void> {
    // First of all: a crash in the middle of the work then lets it fire again.
    await this.#storage.setAlarm(Date.now() + LEASE_MS);
    const start = Date.now();
    this.#isWorking = true;
    try {
      const counts = await this.#work(await this.#open());
      this.#forget();
      const event = { code: "delivery", ...counts, ms: Date.now() - start } as const;
      if (event.sent + event.failed > 0) this.#tell(event, event);
      this.#isWorking = false;
      await this.#setAlarm();
    } catch (error) {
      // What it knows may not be what is kept.
      this.#shard = undefined;
      this.#next = 0;
      this.#log({ code: "shard", message: messageOf(error) });
      await this.#storage.setAlarm(Date.now() + REST_MS);
    } finally {
      this.#isWorking = false;
    }
  }

  /** Sends until nothing is due soon; how many calls delivered, and how many failed. */
  async #work(shard: Shard): Promise<{ sent: number; failed: number }> {
    const { upstream } = this.#settings();
    const deadline = deadlines(upstream.timeoutMs);
    const end = Date.now() + WORK_MS;
    const counts = { sent: 0, failed: 0 };
    const broken: unknown[] = [];
    let underWay = 0;
    this.#calls = 0;
    const send = async (number: number, body: string) => {
      try {
        const isSent = await this.#call(shard, upstream, number, body, deadline().signal);
        counts[isSent ? "sent" : "failed"] += 1;
      } catch (error) {
        broken.push(error);
      }
      underWay -= 1;
      this.#wake();
    };
    for (;;) {
      const now = Date.now();
      const isOver = broken.length > 0 || now >= end || this.#calls >= MOST_CALLS;
      let next: number | undefined;
      try {
        next = isOver ? undefined : this.#poll(shard, now);
      } catch (error) {
        broken.push(error);
        continue;
      }
      if (next === 0) {
        underWay += 1;
        void send(shard.number, shard.body()!);
      } else if (underWay > 0 || (next !== undefined && next <= now + NAP_MS)) {
        await this.#nap(next === undefined ? undefined : next - now);
      } else {
        if (broken.length > 0) throw broken[0];
        this.#next = isOver ? now : next ?? Infinity;
        return counts;
      }
    }
  }

  /** What is to be done next, as the shard says; what it has given up is told. */
  #poll(shard: Shard, now: number): number | undefined {
    const next = shard.poll(now, luck());
    for (const [memory_id, status] of JSON.parse(shard.refused() ?? "[]") as [string, number][]) {
      const event = { code: "refused", status } as const;
      this.#tell(event, { ...event, memory_id });
    }
    return next;
  }

  async #call(shard: Shard, upstream: Upstream, number: number, body: string, signal: AbortSignal): Promise<boolean> {
    this.#calls += 1;
    const { status, text, asked } = await upstream.call(body, signal);
    // Mem0's answer for a memory that it does not know, or for trouble of its own.
    if (status === 500 && this.#calls < ALLOWED_CALLS) {
      this.#calls += 1;
      const { memory_id } = JSON.parse(body) as { memory_id: string };
      if (await upstream.lacks(memory_id, signal)) {
        return shard.settled(number, 404, undefined, undefined, Date.now(), luck());
      }
    }
    return shard.settled(number, status, text, asked, Date.now(), luck());
  }

  /** Until a call has ended, something was taken in, or that time is over. */
  async #nap(ms: number | undefined): Promise<void> {
    let timer;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (ms !== undefined) timer = setTimeout(resolve, ms);
    });
    clearTimeout(timer);
  }

  async #keep(shard: Shard, letter: string): Promise<string> {
    let answer;
    try {
      answer = this.#storage.transactionSync(() => shard.keep(letter, Date.now()));
    } catch (error) {
      shard.written(false, Date.now());
      throw error;
    }
    this.#next = Math.min(this.#next, shard.written(true, Date.now()) ?? Infinity);
    this.#wake();
    // The alarm is set in the same turn as the votes, and so written with them.
    await Promise.all([this.#isWorking || this.#setAlarm(), this.#storage.sync()]);
    return answer;
  }

  /** Keeps a part of analytics. */
  async #take(letter: string): Promise<string> {
    const [, rater, rows] = JSON.parse(letter) as [boolean, string, Row[]];
    const { recordsPerRater, records } = this.#settings();
    this.#storage.transactionSync(() => this.#records.keep(rater, rows, Date.now(), recordsPerRater, records));
    await Promise.all([this.#isWorking || this.#setAlarm(), this.#storage.sync()]);
    return "[202]";
  }

  /** Forgets old votes and records, if there are any: to look for votes takes long. */
  #forget(): void {
    const before = Date.now() - this.#settings().keepMs;
    if ((this.#ledger.oldest() ?? Infinity) < before) this.#ledger.forget(before);
    if ((this.#records.oldest() ?? Infinity) < before) this.#records.forget(before);
  }

  /** Sets the alarm to when there is something to be done. */
  async #setAlarm(): Promise<void> {
    const oldest = Math.min(this.#ledger.oldest() ?? Infinity, this.#records.oldest() ?? Infinity);
    const forget = Math.max(oldest + this.#settings().keepMs, Date.now()) + FORGET_MS;
    const next = Math.min(this.#next, forget);
    await (next === Infinity ? this.#storage.deleteAlarm() : this.#storage.setAlarm(Math.max(next, Date.now())));
  }

  async #open(): Promise<Shard> {
    if (this.#shard) return this.#shard;
    const { keepMs, upstream } = this.#settings();
    const { Shard } = (await load(LOAD_MS, undefined))!;
    // Another event may have opened it meanwhile.
    return (this.#shard ??= new Shard(this.#ledger, upstream.concurrency, keepMs, Date.now()));
  }

  #settings() {
    return shardSettings(this.#options, this.#env);
  }

  #tell(line: object, event: Parameters<NonNullable<ShardOptions["onEvent"]>>[0]): void {
    this.#log(line);
    try {
      this.#options.onEvent?.(event);
    } catch (error) {
      this.#log({ code: "on_event", message: messageOf(error) });
    }
  }

  #log(line: object): void {
    const { log = console.log } = this.#options;
    try {
      log(JSON.stringify(line));
    } catch (error) {
      console.error(JSON.stringify({ code: "log", message: messageOf(error) }));
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
