export const PANEL_CSS = `
.panel {
  display: grid;
  gap: .75em;
  box-sizing: border-box;
  inline-size: 26rem;
  max-inline-size: 100%;
  margin-block: .375em .25em;
  padding: .75em .875em;
  border: 1px solid color-mix(in srgb, currentcolor 22%, transparent);
  border-radius: calc(var(--mem0-feedback-radius, 8px) * 1.25);
  font-size: .875em;
  line-height: 1.45;
}
fieldset { min-inline-size: 0; margin: 0; padding: 0; border: 0 }
legend { padding: 0; margin-block-end: .5em; font-weight: 600 }
.chips { display: flex; flex-wrap: wrap; align-items: start; gap: .375em }
.chip { position: relative }
.chip input { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; margin: 0; opacity: 0; cursor: pointer }
.chip span {
  display: block;
  align-content: center;
  box-sizing: border-box;
  min-block-size: 24.5px;
  padding: .1875em .75em;
  border: 1px solid color-mix(in srgb, currentcolor 55%, transparent);
  border-radius: 99px;
}
.chip input:hover + span { background: color-mix(in srgb, currentcolor 9%, transparent) }
.chip input:checked + span { border-color: light-dark(#171b20, #e8ebee); background: light-dark(#171b20, #e8ebee); color: light-dark(#fff, #16191d) }
.chip input:checked + span::before { content: "✓ " / "" }
.chip input:focus-visible + span, textarea:focus-visible { outline: 2px solid var(--mem0-feedback-focus, light-dark(#1b5c9e, #8dbcf2)); outline-offset: 1px }
.words { display: grid; gap: .25em }
textarea {
  box-sizing: border-box;
  inline-size: 100%;
  min-block-size: 3.5em;
  max-block-size: 12em;
  field-sizing: content;
  resize: vertical;
  padding: .4375em .625em;
  border: 1px solid color-mix(in srgb, currentcolor 55%, transparent);
  border-radius: var(--mem0-feedback-radius, 8px);
  background: none;
  color: inherit;
  font: inherit;
}
.advice { margin: 0 }
.advice:empty { margin-block-start: -.75em }
.advice:not(:empty)::before { content: "→ " / "" }
[lang=ar] .advice:not(:empty)::before { content: "← " / "" }
.advice[data-finding=personal_data] { color: var(--mem0-feedback-very-negative, light-dark(#a11d31, #f6a0a9)); font-weight: 600 }
.advice .act, .last .act { font-size: 1em }
.last { display: flex; flex-wrap: wrap; align-items: center; gap: .5em }
.send { text-decoration: none; min-block-size: max(24px, 2em); padding: .1875em 1em; border-color: light-dark(#171b20, #e8ebee); background: light-dark(#171b20, #e8ebee); color: light-dark(#fff, #16191d); font-weight: 600 }
.send:hover { background: light-dark(#363d45, #fff) }
@media (prefers-reduced-motion: no-preference) {
  .panel { animation: unfold .16s ease-out }
  @keyframes unfold { from { opacity: 0; translate: 0 -4px } }
}
@media (forced-colors: active) {
  .chip input:checked + span, .send { background: CanvasText; color: Canvas; forced-color-adjust: none }
}`;
