import type { Why } from "../../analytics-types.js";

/** What a report says; what stands in braces is filled in. */
export interface Texts {
  lang: string;
  title: string;
  save: string;
  /** Before there is a report, and when there cannot be one. */
  counting: string;
  failed: string;
  /** What was counted; the numbers follow. */
  votes: string;
  users: string;
  memories: string;
  exposures: string;
  scores: string;
  /** Heads of columns. */
  value: string;
  interval: string;
  period: string;
  share: string;
  smoothed: string;
  part: string;
  /** Unfolds a figure's table. */
  numbers: string;
  n: string;
  range: string;
  why: Record<Why, string>;
  distribution: {
    title: string;
    says: string;
    none: string;
    key: string;
    net: string;
    netOf: string;
    people: string;
    judge: string;
    metric: string;
  };
  trend: {
    title: string;
    key: string;
    rising: string;
    falling: string;
    level: string;
    none: string;
    byVotes: string;
    keyByVotes: string;
    change: string;
  };
  change: {
    title: string;
    better: string;
    worse: string;
    same: string;
    none: string;
    before: string;
    after: string;
    difference: string;
    inPoints: string;
  };
  completion: {
    title: string;
    says: string;
    none: string;
    response: string;
    responseOf: string;
    coverage: string;
    coverageOf: string;
    participation: string;
    participationOf: string;
  };
  answering: {
    title: string;
    note: string;
    weighted: string;
    none: string;
    raw: string;
    estimate: string;
    asked: string;
    unasked: string;
    askedUseful: string;
    unaskedUseful: string;
  };
  reasons: { title: string; most: string; none: string; bad: string; good: string; count: string };
  satisfaction: {
    title: string;
    rising: string;
    falling: string;
    level: string;
    none: string;
    sessions: string;
    users: string;
    pointBiserial: string;
    spearman: string;
    kendall: string;
  };
  consistency: {
    title: string;
    says: string;
    none: string;
    flips: string;
    flipsOf: string;
    opposed: string;
    opposedOf: string;
    kappa: string;
    kappaOf: string;
    examples: string;
    alike: string;
    confusion: string;
    confusionSays: string;
  };
  toMend: { title: string; says: string; none: string; memory: string; disapproval: string };
  mended: {
    title: string;
    better: string;
    worse: string;
    same: string;
    none: string;
    all: string;
    changed: string;
    key: string;
  };
}

export const english: Texts = {
  lang: "en",
  title: "Do the memories help?",
  save: "Save as JSON",
  counting: "Counting…",
  failed: "The report could not be made.",
  votes: "Votes",
  users: "Users",
  memories: "Memories",
  exposures: "Times shown",
  scores: "Scores",
  value: "Value",
  interval: "95% interval",
  period: "Period",
  share: "Useful",
  smoothed: "Smoothed",
  part: "Share",
  numbers: "The numbers",
  n: "n",
  range: "{low} to {high}",
  why: {
    no_exposures: "No memory has been shown.",
    no_raters: "Nobody has been shown a memory.",
    no_memories: "There is no memory.",
    no_votes: "There are no votes.",
    one_side: "On one side there are no votes.",
    no_cases: "There is no such case.",
    too_few: "There are too few.",
    constant: "All values of one side are alike.",
    not_two_valued: "Neither side has just two values.",
    nobody_asked: "Nobody was chosen by chance and asked.",
    asking_added_nothing: "Who was asked answered no more often than others.",
  },
  distribution: {
    title: "How the votes are spread",
    says: "{share} of the votes say that a memory was useful. The 95% interval goes from {low} to {high}.",
    none: "How many find the memories useful cannot be said.",
    key: "All votes that stand, one of each user and memory.",
    net: "Net",
    netOf: "Useful − not useful − 2 × not useful at all",
    people: "People",
    judge: "Judges",
    metric: "Metrics",
  },
  trend: {
    title: "Is it getting better?",
    key: "Each dot is the share of useful votes in that time, the band its 95% interval, the bold line the share smoothed. The bars are votes.",
    rising: "The share of useful votes is rising.",
    falling: "The share of useful votes is falling.",
    level: "Neither a rise nor a fall can be told from chance.",
    none: "Where it is going cannot be said yet.",
    byVotes: "The same by votes",
    keyByVotes: "Each dot is the same number of votes, the oldest first.",
    change: "Change, {date}",
  },
  change: {
    title: "Before and after the change",
    better: "After {date} more votes say useful: {before} before, {after} after.",
    worse: "After {date} fewer votes say useful: {before} before, {after} after.",
    same: "Before and after {date} cannot be told apart: {before} before, {after} after.",
    none: "Before and after {date} cannot be compared.",
    before: "Before",
    after: "After",
    difference: "Difference",
    inPoints: "In percentage points",
  },
  completion: {
    title: "How many answer",
    says: "{response} of the memories that were shown got a vote.",
    none: "How many answer cannot be said.",
    response: "Response",
    responseOf: "Votes, of times shown",
    coverage: "Coverage",
    coverageOf: "Memories with a vote, of all",
    participation: "Participation",
    participationOf: "Users who voted, of all who were shown one",
  },
  answering: {
    title: "Who answers",
    note: "Those who vote unasked are not everyone. When the unhappy answer more often than others, the share of useful votes looks lower than it is.",
    weighted: "Weighted by whom chance chose to ask, it is {weighted}, against {raw} as it came in.",
    none: "How far those who answer differ from the rest cannot be said.",
    raw: "Useful, as it came in",
    estimate: "Useful, weighted for all",
    asked: "Response where asked by chance",
    unasked: "Response where not asked",
    askedUseful: "Useful where asked by chance",
    unaskedUseful: "Useful where not asked",
  },
  reasons: {
    title: "Why",
    most: "Votes with a reason: {n}. The one given most is “{reason}”.",
    none: "No reason has been given.",
    bad: "What was wrong",
    good: "What was good",
    count: "Given",
  },
  satisfaction: {
    title: "Do useful memories go with satisfaction?",
    rising: "Where memories were useful, people were more satisfied.",
    falling: "Where memories were useful, people were less satisfied.",
    level: "No connection can be told from chance.",
    none: "Whether they go together cannot be said yet.",
    sessions: "by session",
    users: "by user",
    pointBiserial: "Point-biserial r",
    spearman: "Spearman’s ρ",
    kendall: "Kendall’s τ",
  },
  consistency: {
    title: "Are the votes consistent?",
    says: "Of pairs of memories that say much the same, {opposed} have opposite votes.",
    none: "No two memories that say much the same have been voted on.",
    flips: "Changed their mind",
    flipsOf: "Of votes given more than once",
    opposed: "Opposite votes",
    opposedOf: "Of pairs of memories that are alike",
    kappa: "People and judges agree",
    kappaOf: "Cohen’s κ, weighted",
    examples: "Alike, and yet voted on in opposite ways",
    alike: "{similarity} alike",
    confusion: "People against judges",
    confusionSays: "Rows: people’s votes. Columns: the judges’.",
  },
  toMend: {
    title: "Memories to mend",
    says: "First comes what is most surely disliked: the order is by the lower end of the interval.",
    none: "No memory has been voted down.",
    memory: "Memory",
    disapproval: "Not useful",
  },
  mended: {
    title: "Did mending help?",
    better: "Memories that were changed after votes against them are found useful more often since.",
    worse: "Memories that were changed after votes against them are found useful less often since.",
    same: "Whether the changes helped cannot be told from chance.",
    none: "No memory that was voted down has been changed and voted on again.",
    all: "All of them",
    changed: "Changed on {date}. Votes before: {before}, after: {after}",
    key: "The upright line is before, the dot after.",
  },
};
