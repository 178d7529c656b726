import type { TimeUnit, WorkingCalendar } from '../calendar/index.ts';

/** What a sub-deadline is derived from; instants in ms since 1970 UTC. */
export interface SubDeadlineInput {
  /** The lead's deadline. */
  readonly dueAt: number;
  /** How long before it the part has to be there. */
  readonly leadAmount: number;
  readonly leadUnit: TimeUnit;
  /** When the part begins: it is never due before. */
  readonly from: number;
  readonly pauses?: readonly { from: number; to: number }[];
  readonly forUnit?: string | undefined;
}

/**
 * The deadline of a part, counted backwards from the whole. When the whole is so short that nothing would be left for
 * the part, it gets half of the time that there is. ms since 1970 UTC.
 */
export function subDeadline(input: SubDeadlineInput, calendar: WorkingCalendar): number {
  const { dueAt, leadAmount, leadUnit, from, pauses = [], forUnit } = input;
  if (from >= dueAt) return dueAt;
  const options = { pauses, ...(forUnit === undefined ? {} : { forUnit }) };
  const at = calendar.subtractWorkingTime(dueAt, leadAmount, leadUnit, options);
  if (at > from) return at;
  return from + Math.floor((dueAt - from) / 2);
}
