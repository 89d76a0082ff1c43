import { REASON_CODES, type ReasonCode } from "../reason-codes.js";
import type { Feedback } from "../types.js";
import { dress } from "./actions-appearance.js";
import { Advice } from "./advice.js";
import type { FeedbackElement } from "./feedback-element.js";
import { make } from "./make.js";
import { PANEL_CSS } from "./panel-appearance.js";
import { panelTexts } from "./texts/en-panel.js";

/** An open form for the reason of a vote. */
export interface Panel {
  /** Closes it; the vote stays. The focus goes back to the thumbs, if it is to. */
  close(returnsFocus: boolean): void;
}

/** Closes the last form that nobody asked for, unless words are being written there. */
let giveWay: (() => void) | undefined;

/** Characters of a reason: a relay takes some 60 KiB, and nobody reads that. */
const MOST = 4000;
/** Those that are praise are the last ones. */
const PRAISE = REASON_CODES.indexOf("accurate");

/**
 * Opens the form for the reason of an element's vote, one at a time for who goes on voting. A chip
 * is stored as it is clicked, words when they are sent. `closed` is called at its end.
 */
export function openPanel(host: FeedbackElement, takesFocus: boolean, closed: () => void): Panel {
  const { texts, vote } = host;
  const says = panelTexts(texts);
  const isGood = vote.feedback === "POSITIVE";
  const root = host.shadowRoot!;
  dress(root, PANEL_CSS);

  const codes = isGood ? REASON_CODES.slice(PRAISE) : REASON_CODES.slice(0, PRAISE);
  const chips = codes.map((code) => chip(code, says.codes[code], vote.reasonCodes.includes(code)));
  const words = make<HTMLTextAreaElement>("textarea", { rows: "2", maxlength: `${MOST}`, dir: "auto", part: "words" });
  words.value = vote.feedbackReason ?? "";
  const send = make<HTMLButtonElement>("button", { class: "send", part: "send" }, says.send);
  const close = make<HTMLButtonElement>("button", { type: "button" }, says.close);
  const question = isGood ? says.good : says.bad;
  const advice = new Advice(says, {
    words,
    lang: texts.lang,
    feedback: () => host.vote.feedback,
    voteOtherwise: () => {
      const feedback: Feedback = isGood ? "NEGATIVE" : "POSITIVE";
      panel.close(true);
      host.cast({ feedback, feedbackReason: words.value.trim() || null, reasonCodes: [] });
    },
    changed: (isPersonal) => (send.textContent = isPersonal ? says.sendAnyway : says.send),
  });
  const form = make<HTMLFormElement>("form", { class: "panel", part: "panel", "aria-label": `${question} ${host.label}`.trim(), lang: texts.lang },
    make("fieldset", {}, make("legend", {}, question), make("div", { class: "chips" }, ...chips.map(({ label }) => label))),
    make("label", { class: "words" }, make("span", {}, says.words), words),
    advice.line,
    make("div", { class: "last" }, send, close));

  const store = () =>
    host.cast({
      feedback: host.vote.feedback,
      feedbackReason: host.vote.feedbackReason,
      reasonCodes: chips.filter(({ box }) => box.checked).map(({ box }) => box.value as ReasonCode),
    });
  for (const { box } of chips) box.onchange = store;
  words.oninput = () => advice.look();
  words.onkeydown = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  };
  form.onkeydown = (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    panel.close(true);
  };
  form.onsubmit = (event) => {
    event.preventDefault();
    void advice.mayGo().then((mayGo) => {
      if (!mayGo || !form.isConnected) return;
      panel.close(true);
      host.cast({ ...host.vote, feedbackReason: words.value.trim() || null });
    });
  };
  close.onclick = () => panel.close(true);
  const panel: Panel = {
    close(returnsFocus) {
      if (!form.isConnected) return;
      advice.end();
      if (giveWay === goes) giveWay = undefined;
      form.remove();
      closed();
      const opener = host.row.querySelector<HTMLElement>("[part~=why]:not([hidden])");
      if (returnsFocus) (opener ?? host.row.querySelector<HTMLElement>("[aria-pressed=true]"))?.focus();
    },
  };
  giveWay?.();
  const goes = () => {
    if (words.value === (vote.feedbackReason ?? "") && !form.matches(":focus-within")) panel.close(false);
  };
  if (!takesFocus) giveWay = goes;
  root.append(form);
  if (takesFocus) chips[0]?.box.focus();
  return panel;
}

function chip(code: ReasonCode, says: string, isChecked: boolean) {
  const box = make<HTMLInputElement>("input", { type: "checkbox", value: code });
  box.checked = isChecked;
  return { box, label: make("label", { class: "chip", part: "chip" }, box, make("span", {}, says)) };
}
