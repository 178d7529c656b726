import type { DayLine, TimeUnit } from './explanation.ts';
import type { Pause } from './pauses.ts';

/** How a computation on the calendar is done. */
export interface TimeOptions {
  /** Id of the unit whose own closures count as well. */
  readonly forUnit?: string;
  /** Times in which nothing is used. */
  readonly pauses?: readonly Pause[];
  /**
   * Past the last published day: `refuse` throws CALENDAR_NOT_PUBLISHED; `mark` counts on by the week alone and says
   * so with `crossesUnpublished`, for a deadline that must be shown and is computed again when the notice is out.
   * @default refuse
   */
  readonly unpublished?: 'refuse' | 'mark';
}

/** A deadline in ms since 1970 UTC. */
export interface DueTime {
  readonly at: number;
  readonly crossesUnpublished: boolean;
}

/** A deadline with the reason for it, day by day. */
export interface ExplainedDueTime {
  /** ISO 8601 with +08:00. */
  readonly dueAt: string;
  readonly explanation: readonly DayLine[];
  /** True when it counts days of a year whose holidays are not published; then it is provisional. */
  readonly crossesUnpublished: boolean;
}

/** What is left until a deadline. */
export interface Remaining {
  /** In `unit`, to 4 decimals; negative when overdue. */
  readonly amount: number;
  readonly unit: TimeUnit;
  readonly overdue: boolean;
  readonly crossesUnpublished: boolean;
}
