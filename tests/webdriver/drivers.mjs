// What the drivers do each in their own way: to tell what goes wrong in a page, and to make its view smaller.
import { createInterface } from "node:readline";

/** How WebKit begins a line on an error or a warning; webkit.py prints of requests in the same form. */
const COMPLAINT = /CONSOLE (?:\w+ )?(ERROR|WARN\w*) (.*)/;

/**
 * By engine. `listen` calls `tell` with a level, `error` or `warning`, and a text, which is as
 * `onLeaving` when it is of a request that was under way as its page was left; or was refused.
 */
export const DRIVERS = {
  firefox: {
    onLeaving: /TypeError: NetworkError when attempting to fetch resource\.$/,
    async listen(session, tell) {
      const bidi = await session.bidi();
      bidi.on("log.entryAdded", ({ level, text }) => {
        if (["error", "warn"].includes(level)) tell(level === "warn" ? "warning" : level, text);
      });
      bidi.on("network.fetchError", ({ request, errorText }) => {
        // What the page itself took back wants no answer.
        if (errorText !== "NS_BINDING_ABORTED") tell("error", `${request.url}: ${errorText}`);
      });
      await bidi.subscribe(["log.entryAdded", "network.fetchError"]);
    },
    async resize(session, tab, viewport) {
      const bidi = await session.bidi();
      await bidi.send({ method: "browsingContext.setViewport", params: { context: tab.handle, viewport } });
    },
  },
  webkit: {
    onLeaving: /(due to access control checks\.|TypeError: Load failed)$/,
    async listen(session, tell) {
      createInterface(session.output).on("line", (line) => {
        const [, level, text] = COMPLAINT.exec(line) ?? [];
        if (level) tell(level === "ERROR" ? "error" : "warning", text);
      });
    },
    resize: (session, tab, viewport) => tab.in((driver) => driver.manage().window().setRect(viewport)),
  },
};
