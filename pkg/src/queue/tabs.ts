/** What other tabs say. */
export interface TabsEvents {
  /** One asks for the sender; `hasNews`: it may have written what nobody has seen. */
  asked(hasNews: boolean): void;
  /** The sender is there, and so many feedbacks are pending. */
  heard(pending: number): void;
  /** The sender has settled some. */
  settled(items: [id: string, fate: number][]): void;
  /** One that is not the sender has saved some. */
  saved(ids: string[]): void;
  /** All was forgotten. */
  cleared(): void;
}

type Message =
  | { ask: boolean }
  | { pending: number }
  | { settled: [id: string, fate: number][] }
  | { saved: string[] }
  | { cleared: true };

/** The tabs of one queue and owner, by a channel. */
export class Tabs {
  readonly #name: string | undefined;
  readonly #events: TabsEvents;
  #channel: BroadcastChannel | undefined;

  constructor(name: string | undefined, events: TabsEvents) {
    this.#name = name;
    this.#events = events;
    this.open();
  }

  open(): void {
    if (this.#name === undefined) return;
    try {
      this.#channel = new BroadcastChannel(this.#name);
    } catch {
      return; // Then every tab is alone.
    }
    // Node would wait for messages, and never end.
    (this.#channel as { unref?: () => void }).unref?.();
    this.#channel.onmessage = ({ data }: MessageEvent<Message>) => {
      if ("ask" in data) this.#events.asked(data.ask);
      else if ("pending" in data) this.#events.heard(data.pending);
      else if ("settled" in data) this.#events.settled(data.settled);
      else if ("saved" in data) this.#events.saved(data.saved);
      else if ("cleared" in data) this.#events.cleared();
    };
  }

  close(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }

  /** Asks for the sender. */
  ask(hasNews: boolean): void {
    this.#tell({ ask: hasNews });
  }

  /** As the sender. */
  tellPending(pending: number): void {
    this.#tell({ pending });
  }

  /** As the sender. */
  tellSettled(settled: [id: string, fate: number][]): void {
    this.#tell({ settled });
  }

  tellCleared(): void {
    this.#tell({ cleared: true });
  }

  /** As one that is not the sender. */
  tellSaved(saved: string[]): void {
    this.#tell({ saved });
  }

  #tell(message: Message): void {
    this.#channel?.postMessage(message);
  }
}
