/** What the rules read of a reason at most, in bytes; no character has fewer. */
const LONGEST = 4096;

/**
 * How many words a text has, by the words that its language has: Japanese puts no spaces between
 * them. `undefined` where there is no `Intl.Segmenter` (Firefox before 125): the rules then count
 * what stands between spaces, and in Japanese the changes of script.
 */
export function wordCount(text: string): number | undefined {
  const Segmenter = Intl.Segmenter as typeof Intl.Segmenter | undefined;
  if (!Segmenter) return undefined;
  let count = 0;
  // The dictionaries go by the script: the locale changes nothing in any language of ours.
  for (const { isWordLike } of new Segmenter("en", { granularity: "word" }).segment(text.slice(0, LONGEST))) {
    if (isWordLike) count += 1;
  }
  return count;
}
