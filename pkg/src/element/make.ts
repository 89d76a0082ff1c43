const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes and children. Neither HTML nor styles as text: policies forbid them. */
export function make<Made extends Element = HTMLElement>(
  name: string,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): Made {
  const made = /svg|path/.test(name) ? document.createElementNS(SVG, name) : document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made as Element as Made;
}
