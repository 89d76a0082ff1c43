// What is loaded after the first vote, or when the page has time. The embed script has the same
// list, with addresses beside its own.
export const parts = {
  delivery: () => import("./delivery.js"),
  actions: () => import("./actions.js"),
  exposure: () => import("./exposure.js"),
  list: () => import("./list.js"),
  reason: () => import("../reason.js"),
  texts: {
    ar: () => import("./texts/ar.js"),
    de: () => import("./texts/de.js"),
    es: () => import("./texts/es.js"),
    fr: () => import("./texts/fr.js"),
    ja: () => import("./texts/ja.js"),
  },
};
