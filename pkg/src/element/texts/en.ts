import type { PanelTexts } from "./en-panel.js";

/** What the buttons and the status say. */
export interface Texts {
  lang: string;
  /** Names the group of buttons; what they are about follows. */
  question: string;
  POSITIVE: string;
  NEGATIVE: string;
  VERY_NEGATIVE: string;
  saving: string;
  kept: string;
  saved: string;
  removed: string;
  failed: string;
  /** Unfolds the memories of a set; their number stands before it. */
  each: string;
  /** What the panel says; in English that comes with the panel. */
  panel?: PanelTexts;
}

export const english: Texts = {
  lang: "en",
  question: "Was this memory useful?",
  POSITIVE: "Useful",
  NEGATIVE: "Not useful",
  VERY_NEGATIVE: "Not useful at all",
  saving: "Saving…",
  kept: "Kept on this device",
  saved: "Saved",
  removed: "Vote removed",
  failed: "Not saved",
  each: "memories",
};
