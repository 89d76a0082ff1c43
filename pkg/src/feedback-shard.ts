import { misconfigured } from "./errors.js";
import { Ledger } from "./relay/ledger.js";
import { shardSettings, type RelayEnv, type ShardOptions } from "./relay/settings.js";
import type { ShardContext } from "./relay/storage.js";
import { load } from "./wasm/relay.js";

type Shard = InstanceType<NonNullable<Awaited<ReturnType<typeof load>>>["Shard"]>;

/** Milliseconds for which the .wasm may take to load, where it is no module of the Worker's. */
const LOAD_MS = 10_000;
/** Milliseconds that one alarm works at the most; Cloudflare allows fifteen minutes. */
const WORK_MS = 60_000;
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
  #shard: Shard | undefined;
  #isWorking = false;

  /** The runtime gives the first two; a class of one's own may pass the third. */
  constructor(context: ShardContext, env: RelayEnv, options: ShardOptions = {}) {
    if (!context.storage.sql) {
      throw misconfigured("FeedbackShard has no SQLite: list it among new_sqlite_classes in a migration");
    }
    this.#storage = context.storage;
    this.#env = env;
    this.#options = options;
    this.#ledger = new Ledger(context.storage.sql);
  }

  /** Takes what the relay sends it: never to be reached from elsewhere. */
  async fetch(request: Request): Promise<Response> {
    const letter = await request.text();
    try {
      const shard = await this.#open();
      if (new URL(request.url).pathname === "/read") return new Response(shard.read(letter));
      return new Response(await this.#keep(shard, letter));
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
      const shard = await this.#open();
      const counts = JSON.parse(await shard.work(WORK_MS)) as { sent: number; failed: number };
      this.#forget();
      const event = { code: "delivery", ...counts, ms: Date.now() - start } as const;
      if (event.sent + event.failed > 0) this.#tell(event, event);
      this.#isWorking = false;
      await this.#rest(shard);
    } catch (error) {
      // What it knows may not be what is kept.
      this.#shard = undefined;
      this.#log({ code: "shard", message: messageOf(error) });
      await this.#storage.setAlarm(Date.now() + REST_MS);
    } finally {
      this.#isWorking = false;
    }
  }

  async #keep(shard: Shard, letter: string): Promise<string> {
    let answer;
    try {
      answer = this.#storage.transactionSync(() => shard.keep(letter));
    } catch (error) {
      shard.written(false);
      throw error;
    }
    shard.written(true);
    // The alarm is set in the same turn as the votes, and so written with them.
    await Promise.all([this.#isWorking || this.#rest(shard), this.#storage.sync()]);
    return answer;
  }

  /** Forgets old votes, if there are any: to look for them takes long. */
  #forget(): void {
    const before = Date.now() - this.#settings().keepMs;
    if ((this.#ledger.oldest() ?? Infinity) < before) this.#ledger.forget(before);
  }

  /** Sets the alarm to when there is something to be done. */
  async #rest(shard: Shard): Promise<void> {
    const oldest = this.#ledger.oldest();
    const forget = oldest && Math.max(oldest + this.#settings().keepMs, Date.now()) + FORGET_MS;
    const next = Math.min(shard.next() ?? Infinity, forget ?? Infinity);
    await (next === Infinity ? this.#storage.deleteAlarm() : this.#storage.setAlarm(Math.max(next, Date.now())));
  }

  async #open(): Promise<Shard> {
    if (this.#shard) return this.#shard;
    const { fetch, keepMs, upstream } = this.#settings();
    const { Shard } = (await load(LOAD_MS, undefined))!;
    const refusals = {
      refused: (memoryId: string, status: number) => {
        const event = { code: "refused", status } as const;
        this.#tell(event, { ...event, memory_id: memoryId });
      },
    };
    // Another event may have opened it meanwhile.
    return (this.#shard ??= new Shard(this.#ledger, upstream, keepMs, fetch ?? globalThis.fetch, refusals));
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
    (this.#options.log ?? console.log)(JSON.stringify(line));
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
