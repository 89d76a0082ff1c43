// In the page: what a locator leads to. A function is sent there by itself, so that it holds all that it needs.

/**
 * The elements to which steps lead from the document, through open shadow roots, each with whether
 * it can be seen: `[element, isVisible]`. A step goes on to what is within (`css`, `role` with a
 * `name`, `text`), or keeps a part of what is there (`has`, `hasText`, `and`, `at`).
 */
export function find(steps) {
  const ROLES = {
    button: "button",
    checkbox: "input[type=checkbox]",
    heading: "h1, h2, h3, h4",
    radio: "input[type=radio]",
    rowheader: "th[scope=row]",
    status: "output",
    textbox: "textarea, input[type=text]",
  };
  const words = (text) => text.trim().replace(/\s+/g, " ");
  const fits = (text, { exact, part, pattern, flags }) => {
    if (exact !== undefined) return words(text) === exact;
    if (part !== undefined) return words(text).toLowerCase().includes(part.toLowerCase());
    return new RegExp(pattern, flags).test(words(text));
  };
  const deep = (root) => [...root.querySelectorAll("*")].flatMap((element) => [element, ...inShadow(element)]);
  const inShadow = ({ shadowRoot }) => (shadowRoot ? deep(shadowRoot) : []);
  const within = (root) => [...inShadow(root), ...deep(root)];
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
  const isSeen = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 0 && height > 0 && isShown(element);
  };
  const nameOf = (element) => {
    const labelled = element.getAttribute("aria-labelledby")?.split(" ").map((id) => element.getRootNode().getElementById(id));
    const labels = labelled ?? [...(element.labels ?? [])];
    return element.getAttribute("aria-label") ?? (labels.length > 0 ? labels : [element]).map(({ textContent }) => textContent).join(" ");
  };
  const hasRole = (element, role) => {
    const own = element.getAttribute("role");
    const is = own === null ? role in ROLES && element.matches(ROLES[role]) : own === role;
    return is && isShown(element) && !element.closest("[aria-hidden=true]");
  };
  const says = (element, text) => fits(element.textContent, text) && !["SCRIPT", "STYLE"].includes(element.tagName);
  const take = {
    css: (found, css) => found.flatMap(within).filter((element) => element.matches(css)),
    role: (found, role, { name }) => found.flatMap(within).filter((element) => hasRole(element, role) && (!name || fits(nameOf(element), name))),
    // The innermost that says it, which may be the one itself.
    text: (found, text) => found.flatMap((root) => (root === document ? within(root) : [root, ...within(root)])).filter((element) => says(element, text) && ![...element.children].some((child) => says(child, text))),
    has: (found, inner) => found.filter((element) => lead(inner, [element]).length > 0),
    hasText: (found, text) => found.filter((element) => fits(element.textContent, text)),
    and: (found, other) => {
      const others = lead(other, [document]);
      return found.filter((element) => others.includes(element));
    },
    at: (found, place) => [found.at(place)].filter(Boolean),
  };
  const lead = (steps, from) => steps.reduce((found, { kind, value, ...more }) => [...new Set(take[kind](found, value, more))], from);
  return lead(steps, [document]).map((element) => [element, isSeen(element)]);
}
