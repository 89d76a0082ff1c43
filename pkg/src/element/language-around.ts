/** The language that an element is in, by the nearest `lang` around it, shadow roots included. */
export function languageAround(element: Element): string {
  for (let node: Element | undefined = element; node; node = (node.getRootNode() as Partial<ShadowRoot>).host) {
    const lang = node.closest<HTMLElement>("[lang]")?.lang;
    if (lang) return lang;
  }
  return "en";
}
