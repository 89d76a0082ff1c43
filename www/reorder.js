// @ts-check

const GLIDE = { duration: 420, easing: "cubic-bezier(.2, .8, .2, 1)" };

/**
 * Puts the rows into a list in their new order and lets each glide from where it stood. The row
 * with the focus stays in the document all the time, since an element that is moved loses it.
 *
 * @param {HTMLElement} list
 * @param {HTMLElement[]} rows
 */
export function reorder(list, rows) {
  const held = list.contains(document.activeElement) ? document.activeElement : null;
  const anchor = rows.find((row) => row.contains(held));
  const before = new Map([...list.children].map((row) => [row, row.getBoundingClientRect().top]));
  for (const row of before.keys()) {
    if (!rows.some((kept) => kept === row)) row.remove();
  }
  const middle = anchor ? rows.indexOf(anchor) : rows.length;
  for (const row of rows.slice(0, middle)) list.insertBefore(row, anchor ?? null);
  list.append(...rows.slice(middle + 1));
  if (held && !anchor) list.focus();
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  for (const row of rows) {
    const from = before.get(row);
    const way = from === undefined ? 0 : from - row.getBoundingClientRect().top;
    // Who travels farthest passes above the others.
    const zIndex = String(Math.round(Math.abs(way)));
    if (way !== 0) row.animate([{ transform: `translateY(${way}px)`, zIndex }, { transform: "none", zIndex }], GLIDE);
  }
}
