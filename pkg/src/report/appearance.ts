import { FIGURES } from "./appearance-figures.js";

/** On paper what may go on on the next page is blocks: Firefox puts drawings of a grid that does into wrong places. */
const CSS = `
:host {
  display: block;
  container-type: inline-size;
  color: var(--mem0-feedback-color, inherit);
  font-family: var(--mem0-feedback-font, inherit);
  --positive: var(--mem0-feedback-positive, light-dark(#0c6849, #74d3aa));
  --negative: var(--mem0-feedback-negative, light-dark(#8d4306, #efb27a));
  --very-negative: var(--mem0-feedback-very-negative, light-dark(#a11d31, #f6a0a9));
  --soft: color-mix(in srgb, currentcolor 74%, #0000);
  --hair: color-mix(in srgb, currentcolor 14%, #0000);
}
:host([hidden]) { display: none }
.report { max-inline-size: 76rem; line-height: 1.5; overflow-wrap: break-word; hyphens: auto; hyphenate-limit-chars: 12; font-variant-numeric: lining-nums tabular-nums; text-wrap: pretty }
h2, h3, h4, p, dl, dd, figure, ul { margin: 0; padding: 0 }
h2 { font-size: 1.5em; font-weight: 600; letter-spacing: -.015em; line-height: 1.2; text-wrap: balance }
h3 { font-size: 1.0625em; font-weight: 600; line-height: 1.3; text-wrap: balance }
h4 { margin-block: 1.5em .25em; font-size: .875em; font-weight: 600 }
.key, .note, .remark, .period, dt, summary { color: var(--soft); font-size: .8125em }
.status { color: var(--soft) }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
header { display: grid; grid-template-columns: 1fr auto; align-items: baseline; gap: .25em 1em; padding-block-end: 1.5em }
.counts { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: .5em 2em; margin-block-start: .5em }
.counts dd { font-weight: 600 }
button, summary {
  border-radius: var(--mem0-feedback-radius, 8px);
  cursor: pointer;
}
button {
  margin: 0;
  padding: .25em .75em;
  border: 1px solid color-mix(in srgb, currentcolor 55%, #0000);
  background: none;
  color: inherit;
  font: inherit;
  font-size: .875em;
  min-block-size: 2rem;
}
button:hover, summary:hover { background: color-mix(in srgb, currentcolor 9%, #0000) }
button:focus-visible, summary:focus-visible { outline: 2px solid var(--mem0-feedback-focus, light-dark(#1b5c9e, #8dbcf2)); outline-offset: 1px }
section { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1em 3em; padding-block: 1.75em 2em; border-block-start: 1px solid var(--hair) }
.head { display: grid; align-content: start; gap: .375em }
.body { display: grid; grid-template-columns: minmax(0, 1fr); align-content: start; gap: .75em }
.headline { font-size: min(4em, 24cqi); font-weight: 300; letter-spacing: -.04em; line-height: 1; color: var(--positive) }
summary { display: inline-block; inline-size: fit-content; margin-inline-start: -.25em; padding: .25em; min-block-size: 24px; box-sizing: border-box }
summary::before { content: "+ " / "" }
[open] > summary::before { content: "− " / "" }
figure { display: grid; grid-template-columns: minmax(0, 1fr); gap: .75em }
.pairs { list-style: none; display: grid; gap: 1em }
.side { display: flex; gap: .5em; align-items: baseline; font-size: .9375em }
.side .memory { min-inline-size: 0 }
.side svg { translate: 0 .2em }
@container (inline-size >= 52rem) {
  section { grid-template-columns: minmax(0, 4fr) minmax(0, 9fr) }
}
@container (inline-size < 36rem) {
  header { grid-template-columns: minmax(0, 1fr) }
  header button { order: 1; justify-self: start; margin-block-start: .75em }
}
@media print {
  section, .head, .body, figure { display: block }
  .body > *, figure > * { margin-block-start: .75em }
  .head, h4, .key, summary { break-after: avoid }
  .head, .key, .drawing, tr, li { break-inside: avoid }
  button { display: none }
  details::details-content { display: block; content-visibility: visible }
  summary::before { content: none }
}`;

let sheet: CSSStyleSheet | undefined;

/** The one sheet of all reports, made so that no policy refuses it. */
export function appearance(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS + FIGURES);
  }
  return sheet;
}
