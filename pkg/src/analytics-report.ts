import type {
  Agreement,
  Alikeness,
  Answering,
  Change,
  Comparison,
  Distribution,
  Figure,
  Mended,
  ReasonShare,
  Satisfaction,
  ToMend,
  Trend,
} from "./analytics-types.js";

/** What the records say. */
export interface AnalyticsReport {
  /** Of the form. */
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
  counts: {
    /** One of each memory, rater and session. */
    exposures: number;
    /** Of people, those that stand. */
    votes: number;
    /** Who gave these. */
    raters: number;
    /** Named by any record, and not deleted. */
    memories: number;
    /** Scores. */
    outcomes: number;
  };
  /** How many answer. */
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
  automated: {
    /** Of automated evaluations. */
    judge: Distribution;
    /** Of the host's own metrics. */
    metric: Distribution;
  };
  /** Whether it gets better. */
  trend: {
    /** In buckets of the same time. */
    byTime: Trend;
    /** In buckets of as many votes. */
    byVotes: Trend;
  };
  /** Before against after the moment in `change`; `null` when none was given. */
  change: Change | null;
  /** Whether useful memories and satisfaction go together. */
  satisfaction: {
    /** A pair for each session with votes and a score. */
    bySession: Satisfaction;
    /** A pair for each user with votes, and a score that belongs to no session. */
    byRater: Satisfaction;
  };
  /** Whether votes hold together. */
  consistency: {
    /** Of a user's memories voted on more than once, the share with a changed grade. */
    flips: Figure;
    /** Memories alike in text. */
    alike: Alikeness;
    /** People against judges, on memories that both have graded. */
    judge: Agreement;
  };
  /** Most frequent first. */
  reasons: ReasonShare[];
  /** At most as many as `list` says. */
  toMend: ToMend[];
  /** Did mending help? */
  mended: {
    /** Memories that were voted down, changed, and voted on again. */
    memories: number;
    /** All of them together, by each rater's last vote before and after. */
    all: Comparison;
    /** The last changed first; at most as many as `list` says. */
    each: Mended[];
  };
  /** Who answers, and what that makes of the figures. */
  answering: {
    /** Where chance chose to ask. */
    asked: Answering;
    /** All others. */
    unasked: Answering;
    /** The share of positive votes as they came in. */
    raw: Figure;
    /**
     * The same for all exposures: who answers unasked counts for such people, and what asking adds counts
     * for all the rest ([Hansen and Hurwitz](https://doi.org/10.1080/01621459.1946.10501894)). Needs 20
     * answers of exposures that were `asked` by chance.
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
