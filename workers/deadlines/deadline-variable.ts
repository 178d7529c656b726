import { toIso, toLocal } from '@jiesu/domain';
import type { OrderDeadline } from '@jiesu/store';

/** The process variable `deadline`: what timers and due dates of tasks read, ISO 8601 with +08:00. */
export interface DeadlineVariable {
  readonly startAt: string;
  readonly signDueAt: string | null;
  readonly dueAt: string | null;
  readonly onSiteDueAt: string | null;
  readonly pushDueAt: string | null;
  readonly callbackDueAt: string | null;
  readonly nextAt: string | null;
  readonly nextOccasion: string | null;
}

/** The variable of an order's deadline; dates and codes only. */
export function deadlineVariable(deadline: OrderDeadline): DeadlineVariable {
  return {
    startAt: iso(deadline.startAt) ?? '',
    signDueAt: iso(deadline.signDueAt),
    dueAt: iso(deadline.dueAt),
    onSiteDueAt: iso(deadline.onSiteDueAt),
    pushDueAt: iso(deadline.pushDueAt),
    callbackDueAt: iso(deadline.callbackDueAt),
    nextAt: iso(deadline.nextAt),
    nextOccasion: deadline.nextOccasion ?? null,
  };
}

function iso(date: Date | undefined): string | null {
  return date === undefined ? null : toIso(toLocal(date.getTime()));
}
