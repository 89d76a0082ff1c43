// What a bench prints.

/** A line of JSON for one sample of a series. */
export function print(series, value) {
  console.log(JSON.stringify({ series, value }));
}
