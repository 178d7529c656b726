/** What a draft would have changed, as the API and the pages show it. Hours are of the clock. */
export interface ReplayResult {
  readonly orders: number;
  readonly moved: number;
  readonly earlier: number;
  readonly later: number;
  readonly unchanged: number;
  /** Orders for which one of the two sets of rules has no answer; the first of them say why. */
  readonly failed: number;
  readonly failures: readonly { readonly orderNo: string; readonly message: string }[];
  /** Orders that would have been answered after their deadline. */
  readonly wouldBeLate: { readonly before: number; readonly after: number };
  /** How far deadlines move, from the furthest back on; an open end is null. */
  readonly histogram: readonly {
    readonly fromHours: number | null;
    readonly toHours: number | null;
    readonly count: number;
  }[];
  /** Units by how many deadlines of theirs move. */
  readonly byUnit: readonly UnitShift[];
  /** Moved orders by the row that decides under the draft. */
  readonly byRule: readonly { readonly rule: string; readonly row: string; readonly count: number }[];
  readonly examples: readonly ReplayExample[];
}

export interface UnitShift {
  /** Empty for orders that no unit has. */
  readonly unitId: string;
  readonly zh: string;
  readonly en: string;
  readonly orders: number;
  readonly moved: number;
  readonly earlier: number;
  readonly later: number;
  readonly lateBefore: number;
  readonly lateAfter: number;
}

export interface ReplayExample {
  readonly orderNo: string;
  readonly title?: string;
  /** Moments in ISO 8601 with +08:00; null without a limit. */
  readonly before: { readonly dueAt: string | null; readonly rule: string };
  readonly after: { readonly dueAt: string | null; readonly rule: string };
}
