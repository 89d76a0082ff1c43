/** What a URL asks for. */
export function asked(url) {
  return Object.fromEntries(new URL(url).searchParams);
}

/** Puts an answer into the page. */
export function told(answer) {
  const place = document.createElement("output");
  place.textContent = JSON.stringify(answer);
  document.body.append(place);
}
