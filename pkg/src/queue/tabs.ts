import { tried } from "./tried.js";
import type { Problem } from "./writer.js";

/** How a feedback has ended, and why if it was refused. */
export type Ending = [id: string, memoryId: string, fate: number, problem: Problem];

/** What tabs tell each other. */
export interface TabsEvents {
  /** One asks for the sender; `hasNews`: it may have written what nobody has seen. */
  asked(hasNews: boolean): void;
  /** The sender is there, and so many feedbacks are pending. */
  heard(pending: number): void;
  /** The sender has settled some. */
  settled(endings: Ending[]): void;
  /** All was forgotten. */
  cleared(): void;
}

/** The tabs of one queue and owner, by a channel. */
export interface Tabs {
  open(): void;
  close(): void;
  tell<Event extends keyof TabsEvents>(event: Event, ...said: Parameters<TabsEvents[Event]>): void;
}

/** Where there is no channel, or no name for one, every tab is alone. */
export function tabsNamed(name: string | undefined, events: TabsEvents): Tabs {
  let channel: BroadcastChannel | undefined;
  const tabs: Tabs = {
    open() {
      channel = name ? tried(() => new BroadcastChannel(name)) : undefined;
      const listen = ({ data: [event, said] }: MessageEvent<[keyof TabsEvents, never]>) => events[event]?.(said);
      if (channel) channel.onmessage = listen;
    },
    close() {
      channel?.close();
      channel = undefined;
    },
    tell: (...said) => channel?.postMessage(said),
  };
  tabs.open();
  return tabs;
}
