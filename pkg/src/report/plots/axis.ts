/** What a line of figures goes from and to, and where on it nothing would be. */
export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly zero?: number;
}

/** Of shares. */
export const SHARES: Axis = { from: 0, to: 1 };
/** Of correlations, and of differences of shares. */
export const SIGNED: Axis = { from: -1, to: 1, zero: 0 };
/** Of the net of votes. */
export const NET: Axis = { from: -2, to: 1, zero: 0 };

/** Where a value is, in per cent of the axis; to its thousandth, finer than any screen. */
export function place(value: number, { from, to }: Axis): number {
  return rounded(((value - from) / (to - from)) * 100);
}

/** As paths have numbers. */
export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
