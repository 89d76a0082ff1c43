import type { Problem } from "./writer.js";

/** How a feedback has ended, and why if it was refused. */
export type Ending = [id: string, memoryId: string, fate: number, problem?: Problem];

/** What tabs tell each other. */
export interface TabsEvents {
  /** One asks for the sender; `hasNews`: it may have written what nobody has seen. */
  asked(hasNews: boolean): void;
  /** The sender is there, and so many feedbacks are pending. */
  heard(pending: number): void;
  /** The sender has settled some. */
  settled(endings: Ending[]): void;
  /** One that is not the sender has saved some. */
  saved(ids: string[]): void;
  /** All was forgotten, if so. */
  cleared(isSo: true): void;
}

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
    this.#channel.onmessage = ({ data }: MessageEvent<[event: keyof TabsEvents, said: never]>) =>
      this.#events[data[0]]?.(data[1]);
  }

  close(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }

  tell<Event extends keyof TabsEvents>(event: Event, ...said: Parameters<TabsEvents[Event]>): void {
    this.#channel?.postMessage([event, ...said]);
  }
}
