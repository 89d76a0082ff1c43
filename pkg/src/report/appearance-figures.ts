/** What drawings and tables look like. Lines are of cells, since WebKit draws those of rows that share theirs twice. */
export const FIGURES = `
.good { color: var(--positive) }
.bad { color: var(--negative) }
.worst { color: var(--very-negative) }
svg { display: block; inline-size: 100%; overflow: visible; fill: none; stroke: currentcolor }
path { vector-effect: non-scaling-stroke; stroke-linecap: round; stroke-linejoin: round }
[viewBox="0 0 24 24"] { flex: none; inline-size: 1rem; block-size: 1rem; stroke-width: 1.8 }
.bad > [viewBox="0 0 24 24"], .bad > .name svg { rotate: 180deg; scale: -1 1 }
.interval-plot { block-size: 1.25rem }
.axis { stroke: var(--hair); stroke-linecap: butt }
.zero { stroke: var(--soft); stroke-linecap: butt }
.whisker { stroke-width: 3px; stroke-opacity: .7; stroke-linecap: butt }
.dot { stroke-width: 9px }
.way { stroke-width: 2px; stroke-opacity: .7 }
.was { stroke-width: 2px; stroke-linecap: butt }
.bar { stroke-width: 10px; stroke-linecap: butt; stroke-opacity: .75 }
.error { stroke-width: 1px; stroke-linecap: butt }
.distribution-plot { block-size: 2.25rem }
.part { fill: currentcolor; stroke: none; clip-path: inset(0 .15px) fill-box }
.part.bad { fill-opacity: .62 }
.grades { display: flex; flex-wrap: wrap; gap: 0 1.25em; margin-block-end: .5em }
.grade { flex: 1 1 max-content; display: grid; color: inherit }
.grade .name { display: flex; gap: .375em; align-items: center; font-size: .8125em }
.grade.good svg, .grade.good strong { color: var(--positive) }
.grade.bad svg, .grade.bad strong { color: var(--negative) }
.grade.worst svg, .grade.worst strong { color: var(--very-negative) }
.grade strong { font-size: 1.375em; font-weight: 600; line-height: 1.2 }
.other { margin-block-start: .75em; font-size: .8125em; color: var(--soft) }
.other svg { block-size: .625rem }
.drawing { --start: 2.75rem; --end: 3.25rem; padding-inline: var(--start) var(--end); padding-block-start: .5rem }
.field { position: relative }
.trend-plot { block-size: 13rem }
:is(.band, .alone, .line, .smooth, .dots) { color: var(--positive) }
.votes .trend-plot { block-size: 8rem }
.grid { stroke: var(--hair); stroke-linecap: butt }
.band { fill: currentcolor; fill-opacity: .16; stroke: none }
.alone { stroke-width: 5px; stroke-opacity: .22; stroke-linecap: butt }
.line { stroke-width: 1px; stroke-opacity: .7 }
.smooth { stroke-width: 2.5px }
.dots { stroke-width: 5px }
path.moment { stroke: var(--soft); stroke-dasharray: 3 3; stroke-linecap: butt }
.level, .end, .ticks span, .most { position: absolute; white-space: nowrap }
.level, .end, .ticks span, .most, .when { font-size: .75rem; line-height: 1; color: var(--soft) }
.level { inset-inline-end: 100%; padding-inline-end: .5rem; translate: 0 -50% }
.end { inset-inline-start: 100%; padding-inline-start: .625rem; translate: 0 -50%; color: var(--positive); font-size: 1rem }
.volumes { position: relative; margin-block-start: 1rem }
.volume-plot { block-size: 2rem }
path.volumes { fill: color-mix(in srgb, currentcolor 48%, #0000); stroke: none }
.most { inset-block-start: 0; inset-inline-start: 100%; padding-inline-start: .625rem }
.ticks { position: relative; block-size: 1rem; margin-block-start: .5rem; margin-inline: calc(-1 * var(--start)) calc(-1 * var(--end)) }
.ticks span { inset-inline-start: calc(var(--start) + (100% - var(--start) - var(--end)) * var(--at)); translate: -50% }
.ticks span:dir(rtl) { translate: 50% }
.when { padding-block-end: .375rem }
.when.before { text-align: end }
[dir=rtl] svg:not([viewBox="0 0 24 24"]) { scale: -1 1 }
table { inline-size: 100%; border-spacing: 0; font-size: .875em; table-layout: fixed }
th, td { padding-block: .375em; padding-inline: 0 .75em; text-align: start; vertical-align: middle; font-weight: 400; overflow-wrap: anywhere }
thead th { color: var(--soft); font-size: .8571em; vertical-align: bottom }
tbody :is(tr, th, td) { border-block-start: 1px solid var(--hair) }
:is(th, td):last-child { padding-inline-end: 0 }
.number, .interval { text-align: end; white-space: nowrap }
.buckets { table-layout: auto }
.value { font-weight: 600 }
.none { color: var(--soft) }
.figures .label { inline-size: 35% }
.figures .plot { inline-size: 25% }
.figures .number { inline-size: 10% }
.figures .interval { inline-size: 21% }
.figures .n { inline-size: 9% }
.changes .plot { inline-size: 20% }
.changes .interval { inline-size: 25% }
thead .plot span { float: inline-start }
thead .plot span + span { float: inline-end }
.memory { unicode-bidi: isolate; hyphens: manual; overflow-wrap: anywhere }
.remark { display: block }
@container (inline-size < 36rem) {
  .drawing { --start: 3rem; --end: 3.5rem }
  .ticks span:nth-child(2n) { display: none }
  table:not(.figures) { table-layout: auto; font-size: .75em }
  table:not(.figures) .interval { white-space: normal; overflow-wrap: normal }
  .figures thead th:not(.label) { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%) }
  .figures :is(thead, tbody, tr, th, td) { display: block; padding: 0 }
  .figures, .figures tbody { inline-size: 100% }
  .figures { display: block }
  .figures tbody tr { display: grid; grid-template: "label value" auto "plot plot" auto "interval n" auto / minmax(0, 1fr) auto; gap: 0 1em; padding-block: .5em }
  .figures :is(.label, .plot, .number, .interval, .none) { inline-size: auto; text-align: start }
  .figures .label { grid-area: label }
  .figures tbody :is(th, td) { border: 0 }
  .figures .plot, .figures .none { grid-area: plot }
  .figures .value { grid-area: value; text-align: end }
  .figures .interval { grid-area: interval; white-space: normal; color: var(--soft); font-size: .9286em }
  .figures .n { grid-area: n; color: var(--soft); font-size: .9286em; text-align: end }
  .figures .n::before { content: attr(data-of) ": " / "" }
}
@container (inline-size < 20rem) {
  thead th:not(.label) { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%) }
  table:not(.figures), table:not(.figures) :is(thead, tbody, tr, th, td) { display: block; padding: 0; text-align: start; white-space: normal }
  table:not(.figures) tbody tr { padding-block: .5em }
  tbody :is(th, td) { border: 0 }
  table:not(.figures) td:not(.none)::before { content: attr(data-of) ": " / "" }
}
@media (forced-colors: active) {
  svg, path { color: CanvasText !important }
}`;
