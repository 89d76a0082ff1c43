// @ts-check

// The same server by its other name is another origin.
const elsewhere = new URL("embedded-frame.html", location.href);
elsewhere.hostname = location.hostname === "localhost" ? "127.0.0.1" : "localhost";

const frame = /** @type {HTMLIFrameElement} */ (document.querySelector("#chat"));
frame.src = elsewhere.href;
const tag = /** @type {HTMLElement} */ (document.querySelector("#tag"));
tag.textContent = `<script src="${elsewhere.origin}/pkg/dist/embed.js" data-host="…" data-token-url="…"></script>`;
