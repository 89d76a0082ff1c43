import type { parts } from "../element/parts.js";
import { languageAround } from "../element/language-around.js";
import { english as englishVotes, type Texts as VoteTexts } from "../element/texts/en.js";
import { english, type Texts } from "./texts/en.js";
import { Words } from "./words.js";

type Module<Of> = { readonly texts: Of };
type Loader = () => Promise<[Module<Texts>, Module<VoteTexts>]>;

/** The texts of a report, and those of votes, which name the reasons. */
const LOADERS: Record<string, Loader> = {
  ar: () => Promise.all([import("./texts/ar.js"), import("../element/texts/ar.js")]),
  de: () => Promise.all([import("./texts/de.js"), import("../element/texts/de.js")]),
  es: () => Promise.all([import("./texts/es.js"), import("../element/texts/es.js")]),
  fr: () => Promise.all([import("./texts/fr.js"), import("../element/texts/fr.js")]),
  ja: () => Promise.all([import("./texts/ja.js"), import("../element/texts/ja.js")]),
} satisfies Record<keyof typeof parts.texts, Loader>;

const loaded = new Map<string, [Texts, VoteTexts]>([["en", [english, englishVotes]]]);

/** Words in the language around an element, in English until those have come; `came` is called when they have. */
export function wordsFor(element: Element, came: () => void): Words {
  const tag = languageAround(element);
  const language = tag.slice(0, 2).toLowerCase();
  const load = LOADERS[language];
  const known = loaded.get(language);
  if (!known && load) {
    load().then(
      ([report, votes]) => {
        loaded.set(language, [report.texts, votes.texts]);
        came();
      },
      () => {}, // Then English has to do.
    );
  }
  const [texts, votes] = known ?? [english, englishVotes];
  return new Words(texts, votes, localeOf(tag, texts.lang));
}

/** That of the page where it is of the texts' language: it may say more, such as the country. */
function localeOf(tag: string, language: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0]?.split("-")[0] === language ? tag : language;
  } catch {
    return language;
  }
}
