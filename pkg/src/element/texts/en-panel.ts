import type { ReasonCode } from "../../reason-codes.js";
import type { Texts } from "./en.js";

/** What the actions and the form for a reason say. */
export interface PanelTexts {
  undo: string;
  retry: string;
  why: string;
  good: string;
  bad: string;
  words: string;
  send: string;
  close: string;
  /** Before personal data leaves. */
  personal: string;
  sendAnyway: string;
  /** Suggestions that are taken by a click: to go on with a reason, to speak quietly, to vote otherwise. */
  goOn: string;
  because: string;
  quietly: string;
  otherwise: string;
  codes: Record<ReasonCode, string>;
}

const english: PanelTexts = {
  undo: "Undo",
  retry: "Try again",
  why: "Say why",
  good: "What was good about it?",
  bad: "What was wrong with it?",
  words: "In your own words",
  send: "Send",
  close: "Close",
  personal: "This seems to hold personal data. It would leave this device.",
  sendAnyway: "Send anyway",
  goOn: "Say because of what",
  because: ", because ",
  quietly: "Use small letters",
  otherwise: "Change the vote",
  codes: {
    inaccurate: "Not true",
    outdated: "Out of date",
    never_said: "Never said that",
    irrelevant: "Irrelevant here",
    duplicate: "Said twice",
    conflicting: "Contradicts another",
    incomplete: "Incomplete",
    too_vague: "Too vague",
    someone_else: "About someone else",
    too_personal: "Too personal",
    unwanted: "Should not be kept",
    accurate: "Accurate",
    timely: "At the right moment",
    relevant: "Relevant here",
    right_detail: "Right amount of detail",
  },
};

/** Those of a language. */
export function panelTexts({ panel = english }: Texts): PanelTexts {
  return panel;
}
