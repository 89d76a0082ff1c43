const CSS = `
:host {
  display: inline-block;
  max-inline-size: 100%;
  color: var(--mem0-feedback-color);
  font-family: var(--mem0-feedback-font);
  vertical-align: middle;
}
:host([hidden]), [hidden] { display: none !important }
.row, [part=votes] { display: flex; flex-wrap: wrap; align-items: center; gap: 2px }
[lang=ar] { direction: rtl }
.row { column-gap: .5em; min-block-size: var(--mem0-feedback-size, 2rem) }
button {
  margin: 0;
  padding: .125em .375em;
  border: 1px solid #0000;
  border-radius: var(--mem0-feedback-radius, 8px);
  background: none;
  color: inherit;
  font: inherit;
  text-decoration: underline 1px;
  text-underline-offset: .2em;
  min-block-size: 24px;
  cursor: pointer;
}
button:hover { background: color-mix(in srgb, currentcolor 9%, #0000) }
button:focus-visible { outline: 2px solid var(--mem0-feedback-focus, light-dark(#1b5c9e, #8dbcf2)); outline-offset: 1px }
button:disabled { opacity: .5; cursor: default }
[part=status], .row > button { font-size: .875em }
button[value] { padding: 0; min-inline-size: max(24px, var(--mem0-feedback-size, 2rem)); block-size: var(--mem0-feedback-size, 2rem) }
button[value]:not([aria-pressed=false]) { border-color: currentcolor; color: var(--mem0-feedback-positive, light-dark(#0c6849, #74d3aa)) }
button[value=NEGATIVE]:not([aria-pressed=false]) { color: var(--mem0-feedback-negative, light-dark(#8d4306, #efb27a)) }
button[value=VERY_NEGATIVE]:not([aria-pressed=false]) { color: var(--mem0-feedback-very-negative, light-dark(#a11d31, #f6a0a9)) }
[aria-pressed=mixed] { border-style: dashed }
svg {
  display: block;
  margin: auto;
  inline-size: max(1rem, var(--mem0-feedback-size, 2rem) * .6);
  fill: none;
  stroke: currentcolor;
  stroke-width: 1.6;
  stroke-linecap: round;
  stroke-linejoin: round;
}
[aria-pressed=true] { background: color-mix(in srgb, currentcolor 12%, #0000) }
[aria-pressed=true] svg { fill: color-mix(in srgb, currentcolor 30%, #0000); stroke-width: 2 }
[value*=NEG] svg { rotate: 180deg; scale: -1 1 }
:active > svg { translate: 0 1px }
@media (forced-colors: active) {
  button[value][aria-pressed=true] { background: CanvasText; color: Canvas; forced-color-adjust: none }
}`;

let sheet: CSSStyleSheet | undefined;

/** The one sheet of all elements, made so that no policy refuses it. */
export function appearance(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
  }
  return sheet;
}
