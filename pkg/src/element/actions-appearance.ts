export const ACTIONS_CSS = `
[part=status]:empty { margin-inline-start: -.571em }
[part=status]:not(:empty)::before {
  content: "";
  display: inline-block;
  box-sizing: border-box;
  inline-size: .5em;
  block-size: .5em;
  margin-inline-end: .4em;
  border: 1.5px solid;
  border-radius: 50%;
}
[data-state=saving] [part=status]::before { border-block-start-color: transparent }
[data-state=saved] [part=status]::before {
  inline-size: .3em;
  block-size: .65em;
  border-width: 0 2px 2px 0;
  border-radius: 0;
  rotate: 40deg;
  translate: 0 -.1em;
  margin-inline: .1em .5em;
}
[data-state=failed] [part=status] { color: var(--mem0-feedback-very-negative, light-dark(#a11d31, #f6a0a9)); font-weight: 600 }
[data-state=failed] [part=status]::before { border: 0; border-radius: 0; background: currentcolor; clip-path: polygon(50% 0, 100% 100%, 0 100%) }
@media (prefers-reduced-motion: no-preference) {
  .row > button { transition: background-color .15s }
  [data-state=saving] [part=status]::before { animation: turn .8s linear infinite }
  @keyframes turn { to { rotate: 1turn } }
}
@media (forced-colors: active) {
  [data-state=failed] [part=status]::before { background: CanvasText; forced-color-adjust: none }
}`;

const sheets = new Map<string, CSSStyleSheet>();

/** Adds a sheet, one for all elements. */
export function dress(root: ShadowRoot, css: string): void {
  let sheet = sheets.get(css);
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    sheets.set(css, sheet);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}
