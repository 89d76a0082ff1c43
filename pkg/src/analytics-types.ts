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
  type: "exposure";
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
  type: "vote";
  memoryId: string;
  /** A pseudonym of the user, the same each time; `""` by default. */
  rater?: string | undefined;
  /** The session or conversation; `""` by default. */
  session?: string | undefined;
  /** `"human"` by default. */
  source?: Source | undefined;
  /** `null` takes back what was said before. */
  feedback: Rating | null;
  reasonCodes?: readonly ReasonCode[] | undefined;
}

/** How it went: a satisfaction score of a session, or of a user. The last one of each stands. */
export interface OutcomeRecord extends Recorded {
  type: "outcome";
  /** A pseudonym of the user; `""` by default. */
  rater?: string | undefined;
  /** The session or conversation; without one the score is the user's. */
  session?: string | undefined;
  /** On any scale, more is better. */
  score: number;
}

/** What is known of a memory. Of each field the last value stands. */
export interface MemoryRecord extends Recorded {
  type: "memory";
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
  version: 1;
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
  value: number;
  low: number;
  high: number;
  /** What it is drawn from: votes, exposures, pairs; of a smoothed figure the effective number. */
  n: number;
}

/** A figure that cannot be said. */
export interface UnknownFigure {
  value: null;
  why: Why;
  /** What there was of what it is drawn from. */
  n: number;
}

/** A figure with its 95 % interval, or the reason why there is none. */
export type Figure = KnownFigure | UnknownFigure;

/** How votes are spread over the grades. */
export interface Distribution {
  /** Votes that stand. */
  n: number;
  /** From best to worst. */
  shares: { feedback: Feedback; count: number; share: Figure }[];
  /** (positive − negative − 2 × very negative) / n, from 1 to −2. */
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
  /** The same with all votes before it, each of half the weight after each half-life. */
  smoothed: Figure;
}

/** Where a trend goes, by the test of Mann and Kendall over its buckets with votes. */
export interface Direction {
  /** At a level of 5 %; `null` where there is no `tau`. */
  direction: "rising" | "falling" | "none" | null;
  /** Kendall's tau-b of share and order. */
  tau: Figure;
  /** Two-sided, with continuity and ties taken into account; `null` where there is no `tau`. */
  p: number | null;
}

/** What is compared with what. */
export interface Comparison {
  /** The share of positive votes before. */
  before: Figure;
  /** And after. */
  after: Figure;
  /** After minus before. */
  difference: Figure;
}

/** Votes against satisfaction, a pair for each session or user: the mean grade and the score. */
export interface Satisfaction {
  /** Sessions or users with votes and a score. */
  pairs: number;
  /** Pearson's r where the grade or the score has two values. */
  pointBiserial: Figure;
  /** Spearman's rho with mid-ranks. */
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
  likedText: string;
  dislikedText: string;
  /** How alike the texts are, up to 1. */
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
  /** Cohen's kappa with linear weights. */
  kappa: Figure;
  /** Rows: people's grade, columns: the judge's; from best to worst. */
  confusion: number[][];
}

/** A memory to mend. */
export interface ToMend {
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
  memoryId: string;
  text: string | null;
  /** Milliseconds since 1970. */
  updatedAt: number;
}

/** Who answers. */
export interface Answering {
  exposures: number;
  answers: number;
  /** Answers of exposures. */
  response: Figure;
  /** The share of positive answers. */
  positive: Figure;
}

/** What the records say. */
export interface AnalyticsReport {
  version: 1;
  /** As asked for. `by` may be wider than that, to make no more than 1,000 buckets. */
  period: {
    /** Milliseconds since 1970; `null`: from the first record on. */
    from: number | null;
    /** The first moment that is not in it any more; `null`: to the last record. */
    to: number | null;
    /** Width of the buckets of time in milliseconds. */
    by: number;
    /** Votes in a bucket by volume. */
    votes: number;
    /** Half-life of what is smoothed, in milliseconds. */
    halfLife: number;
  };
  /** What it is made from. */
  counts: { exposures: number; votes: number; raters: number; memories: number; outcomes: number };
  completion: {
    /** Exposures that were voted on, of all exposures. */
    response: Figure;
    /** Memories ever voted on, of those that are not deleted. */
    coverage: Figure;
    /** Users who voted, of those who were exposed. */
    participation: Figure;
  };
  /** Of people's votes. */
  distribution: Distribution;
  /** Of automated ones, which stand beside people's and never replace them. */
  automated: { judge: Distribution; metric: Distribution };
  trend: {
    byTime: { buckets: Bucket[] } & Direction;
    byVotes: { buckets: Bucket[] } & Direction;
  };
  /** Before against after the moment in `change`; `null` when none was given. */
  change: ({ at: number } & Comparison) | null;
  satisfaction: { bySession: Satisfaction; byRater: Satisfaction };
  consistency: {
    /** Of a user's memories voted on more than once, the share with a changed grade. */
    flips: Figure;
    alike: Alikeness;
    /** People against judges, on memories that both have graded. */
    judge: Agreement;
  };
  /** Most frequent first. */
  reasons: { code: ReasonCode; count: number; share: Figure }[];
  /** At most as many as `list` says. */
  toMend: ToMend[];
  /** Did mending help? */
  mended: { memories: number; all: Comparison; each: Mended[] };
  answering: {
    /** Where chance chose to ask. */
    asked: Answering;
    /** All others. */
    unasked: Answering;
    /** The share of positive votes as they came in. */
    raw: Figure;
    /**
     * The same for all exposures: who answers unasked counts for such people, and what asking adds counts
     * for all the rest. Needs exposures that were `asked` by chance.
     */
    weighted: Figure;
  };
}

/** What a report is asked for. */
export interface ReportOptions {
  /** Milliseconds since 1970, or a date; from the first record on by default. */
  from?: number | Date | undefined;
  /** The first moment that is not in it any more; to the last record by default. */
  to?: number | Date | undefined;
  /** Width of the buckets of time, in UTC; `"day"` by default. Weeks begin on Monday. */
  by?: "hour" | "day" | "week" | undefined;
  /** Votes in a bucket by volume, 1 to 1,000,000; 50 by default. */
  votes?: number | undefined;
  /** Milliseconds after which a vote has half its weight in what is smoothed; 7 days by default. */
  halfLifeMs?: number | undefined;
  /** A moment at which something was changed: compares before and after. */
  change?: number | Date | undefined;
  /** Memories to list at most, 0 to 1,000; 20 by default. */
  list?: number | undefined;
}
