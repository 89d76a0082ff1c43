import type { ReasonCode } from "./reason-codes.js";
import type { Feedback, Rating } from "./types.js";

/** Who speaks: a person, an automated evaluation, or a metric of the host's own. */
export type Source = "human" | "judge" | "metric";

interface Recorded {
  /** Milliseconds since 1970; the time of the call by default. */
  at?: number | undefined;
  /** What comes later at the same time; a whole number, 0 by default. */
  seq?: number | undefined;
}

/** A memory was in sight: half of it for a second, once for each memory, rater and session. */
export interface ExposureRecord extends Recorded {
  /** Tells it from other records. */
  type: "exposure";
  /** The id of the memory: any text that is not blank. */
  memoryId: string;
  /** A pseudonym of the user, the same each time; `""` by default. */
  rater?: string | undefined;
  /** The session or conversation; `""` by default. */
  session?: string | undefined;
  /** Whether chance had chosen this exposure to be asked about outright; `false` by default. */
  asked?: boolean | undefined;
}

/** What was said of a memory. The last one of each memory, rater and source stands. */
export interface VoteRecord extends Recorded {
  /** Tells it from other records. */
  type: "vote";
  /** The id of the memory: any text that is not blank. */
  memoryId: string;
  /** A pseudonym of the user, the same each time; `""` by default. */
  rater?: string | undefined;
  /** The session or conversation; `""` by default. */
  session?: string | undefined;
  /** `"human"` by default. */
  source?: Source | undefined;
  /** `null` takes back what was said before. */
  feedback: Rating | null;
  /** Why; none by default. */
  reasonCodes?: readonly ReasonCode[] | undefined;
}

/** How it went: a satisfaction score of a session, or of a user. The last one of each stands. */
export interface OutcomeRecord extends Recorded {
  /** Tells it from other records. */
  type: "outcome";
  /** A pseudonym of the user; `""` by default. */
  rater?: string | undefined;
  /** The session or conversation; without one the score is the user's. */
  session?: string | undefined;
  /** On any scale, more is better; a finite number. */
  score: number;
}

/** What is known of a memory. Of each field the last value stands. */
export interface MemoryRecord extends Recorded {
  /** Tells it from other records. */
  type: "memory";
  /** The id of the memory: any text that is not blank. */
  memoryId: string;
  /** What it says; for memories that are alike, and for the report. */
  text?: string | undefined;
  /** When it was changed, in milliseconds since 1970. */
  updatedAt?: number | undefined;
  /** When it was deleted, in milliseconds since 1970; `null` when it is there again. */
  deletedAt?: number | null | undefined;
}

/** What analytics are made of. */
export type AnalyticsRecord = ExposureRecord | VoteRecord | OutcomeRecord | MemoryRecord;

/** All that analytics hold; what two hold alike is alike, record for record. */
export interface AnalyticsSnapshot {
  /** Of the form. */
  version: 1;
  /** Each with its `at`. In whatever order: what `snapshot()` gives is in one that is always the same. */
  records: AnalyticsRecord[];
}

/** Why there is no figure. */
export type Why =
  /** Nothing was exposed. */
  | "no_exposures"
  /** Nobody was exposed to anything. */
  | "no_raters"
  /** There is no memory that is not deleted. */
  | "no_memories"
  /** There is no vote. */
  | "no_votes"
  /** There is no vote before the change, or none after it. */
  | "one_side"
  /** There is nothing that it could be a share of. */
  | "no_cases"
  /** Fewer than its definition asks for. */
  | "too_few"
  /** All values of one side are the same. */
  | "constant"
  /** Neither side has exactly two values. */
  | "not_two_valued"
  /** No exposure was chosen by chance to be asked about. */
  | "nobody_asked"
  /** Who was asked answered no more often than who was not. */
  | "asking_added_nothing";

/** A figure that can be said, with its 95 % interval. */
export interface KnownFigure {
  /** A share from 0 to 1, a difference of shares or a correlation from −1 to 1, or as is said beside it. */
  value: number;
  /** The lower end of the interval. */
  low: number;
  /** Its upper end. */
  high: number;
  /** What it is drawn from: votes, exposures, pairs; of a smoothed figure the effective number. */
  n: number;
}

/** A figure that cannot be said. */
export interface UnknownFigure {
  /** Never a zero. */
  value: null;
  /** The reason. */
  why: Why;
  /** What there was of what it is drawn from. */
  n: number;
}

/**
 * A figure with its 95 % interval, or the reason why there is none. Intervals of shares are
 * [Wilson's](https://doi.org/10.1080/01621459.1927.10502953), where nothing else is said.
 */
export type Figure = KnownFigure | UnknownFigure;

/** One grade among the votes. */
export interface GradeShare {
  /** The grade. */
  feedback: Feedback;
  /** Votes of it that stand. */
  count: number;
  /** Of all votes. */
  share: Figure;
}

/** How votes are spread over the grades. */
export interface Distribution {
  /** Votes that stand. */
  n: number;
  /** From best to worst. */
  shares: GradeShare[];
  /**
   * (positive − negative − 2 × very negative) / n, from 1 to −2. Its interval is Wilson's midpoint carried
   * to three grades, after [Agresti and Coull](https://doi.org/10.1080/00031305.1998.10480550).
   */
  net: Figure;
}

/** A step of a trend. One without votes is a gap. */
export interface Bucket {
  /** Milliseconds since 1970: the first moment of it, or the time of its first vote. */
  from: number;
  /** The first moment after it, or the time of its last vote. */
  to: number;
  /** The share of positive votes in it. */
  positive: Figure;
  /**
   * The same with all votes before it, each of half the weight after each half-life. `n` is the effective
   * number of votes, by [Kish](https://search.worldcat.org/title/502399).
   */
  smoothed: Figure;
}

/** Where a trend goes, by the test of [Mann](https://doi.org/10.2307/1907187) and Kendall over its buckets with votes. */
export interface Direction {
  /** At a level of 5 %; `null` where there is no `tau`. */
  direction: "rising" | "falling" | "none" | null;
  /**
   * Kendall's tau-b of share and order; at least 8 buckets. Its interval is by
   * [Fieller, Hartley and Pearson](https://doi.org/10.1093/biomet/44.3-4.470).
   */
  tau: Figure;
  /** Two-sided, with continuity and ties taken into account; `null` where there is no `tau`. */
  p: number | null;
}

/** Where a trend goes, and its steps. */
export interface Trend extends Direction {
  /** From first to last. */
  buckets: Bucket[];
}

/** What is compared with what. */
export interface Comparison {
  /** The share of positive votes before. */
  before: Figure;
  /** And after. */
  after: Figure;
  /**
   * After minus before. Its interval is
   * [Newcombe's](https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C873::AID-SIM779%3E3.0.CO;2-I), by
   * his method 10.
   */
  difference: Figure;
}

/** A moment, and the votes before it and from it on. */
export interface Change extends Comparison {
  /** Milliseconds since 1970. */
  at: number;
}

/**
 * Votes against satisfaction, a pair for each session or user: the mean grade (1, −1 or −2 a vote) and the
 * score. Intervals are by Fisher's z, from 20 pairs on.
 */
export interface Satisfaction {
  /** Sessions or users with votes and a score. */
  pairs: number;
  /** Pearson's r where the grade or the score has two values. */
  pointBiserial: Figure;
  /** Spearman's rho with mid-ranks; the error of its z by [Bonett and Wright](https://doi.org/10.1007/BF02294183). */
  spearman: Figure;
  /** Kendall's tau-b. */
  kendall: Figure;
}

/** Two memories that say much the same, of which one is liked and one is not. */
export interface OpposedPair {
  /** The memory that is liked. */
  liked: string;
  /** The memory that is not. */
  disliked: string;
  /** What the one says. */
  likedText: string;
  /** What the other says. */
  dislikedText: string;
  /** Of their three-letter pieces, the share in common: 0.6 to 1. */
  similarity: number;
}

/** Memories alike in text, and what is said of them. */
export interface Alikeness {
  /** Pairs of memories that are alike and both voted on. */
  pairs: number;
  /** The share of those with opposite votes. */
  opposed: Figure;
  /** The most alike of them. */
  examples: OpposedPair[];
}

/** Two who grade the same, a judge and people, say. */
export interface Agreement {
  /**
   * Cohen's kappa with linear weights, from 20 memories on. Its interval is by
   * [Fleiss, Cohen and Everitt](https://doi.org/10.1037/h0028106).
   */
  kappa: Figure;
  /** Rows: people's grade, columns: the judge's; from best to worst. */
  confusion: number[][];
}

/** How often a reason was given. */
export interface ReasonShare {
  /** The reason. */
  code: ReasonCode;
  /** Votes that give it. */
  count: number;
  /** Of the votes that give any. */
  share: Figure;
}

/** A memory to mend. */
export interface ToMend {
  /** Its id. */
  memoryId: string;
  /** What it says, as far as that was recorded. */
  text: string | null;
  /** Votes that stand. */
  votes: number;
  /** The share of votes that are not positive. Memories with the highest `low` come first. */
  disapproval: Figure;
  /** The code given most, if any was. */
  reason: ReasonCode | null;
}

/** A memory that was voted down, changed, and voted on again. */
export interface Mended extends Comparison {
  /** Its id. */
  memoryId: string;
  /** What it says, as far as that was recorded. */
  text: string | null;
  /** When it was changed last, in milliseconds since 1970. */
  updatedAt: number;
}

/** Who answers. */
export interface Answering {
  /** How many there are. */
  exposures: number;
  /** Those that were voted on. */
  answers: number;
  /** Answers of exposures. */
  response: Figure;
  /** The share of positive answers. */
  positive: Figure;
}
