import type { TimeUnit, WorkingCalendar } from '../calendar/index.ts';

export const STEP_ANCHORS = [
  'dispatched',
  'sign-due',
  'due',
  'on-site-due',
  'push-due',
  'callback-due',
] as const;
/** The moment that a step of supervision is counted from. */
export type Anchor = (typeof STEP_ANCHORS)[number];

export const STEP_ACTIONS = [
  'remind',
  'yellow-card',
  'red-card',
  'notice',
  'follow-up',
  'stage-report',
  'raise-leader',
  'raise-office',
  'none',
] as const;
/** What is done at a point. */
export type StepAction = (typeof STEP_ACTIONS)[number];

/** What makes a step needless: it is done by then. */
export interface StepFacts {
  readonly signed: boolean;
  readonly contacted: boolean;
  readonly pushed: boolean;
  readonly 'on-site': boolean;
  readonly replied: boolean;
  readonly approved: boolean;
}

/** A row of the decision `supervision-steps`. */
export interface SupervisionStep {
  readonly step: string;
  readonly occasion: string;
  readonly anchor: Anchor;
  /** Negative: before the anchor. */
  readonly amount: number;
  readonly unit: TimeUnit;
  readonly action: StepAction;
  readonly unless?: keyof StepFacts | undefined;
  /** Moved to the next opening when it falls outside of duty hours. */
  readonly dutyHours: boolean;
  /** Added after all: what is done at the very moment is in time. @default 0 */
  readonly graceMinutes?: number | undefined;
}

/** Where the anchors of an order are; ms since 1970 UTC. `nominal` is the same with pauses left out. */
export type StepAnchors = Readonly<
  Partial<Record<Anchor, { readonly at: number; readonly nominal: number }>>
>;

/** A moment at which a step is due. */
export interface SupervisionPoint {
  readonly step: string;
  readonly occasion: string;
  readonly action: StepAction;
  readonly unless?: keyof StepFacts | undefined;
  /** ms since 1970 UTC. */
  readonly at: number;
  /** Nominal moment of its anchor: the same step of another deadline is another point. */
  readonly basis: number;
  /** It comes before its anchor, so that it says nothing new once its time is past. */
  readonly before: boolean;
}

/** A step that was taken. */
export interface TakenStep {
  readonly step: string;
  /** ms since 1970 UTC. */
  readonly basis: number;
}

/**
 * All points of the steps in their order. A step before its anchor that would lie before the dispatch is left out; of two
 * reminders that duty hours move to the same moment the later one says it all. The same row twice is one point.
 */
export function planPoints(
  steps: readonly SupervisionStep[],
  anchors: StepAnchors,
  calendar: WorkingCalendar,
  options: { readonly pauses?: readonly { from: number; to: number }[]; readonly forUnit?: string } = {},
): SupervisionPoint[] {
  const points = steps.flatMap((step): SupervisionPoint[] => {
    const anchor = anchors[step.anchor];
    if (anchor === undefined) return [];
    const at = momentOf(step, anchor.at, calendar, options);
    const dispatched = anchors.dispatched?.at;
    const before = step.amount < 0;
    if (before && ((dispatched !== undefined && at <= dispatched) || at >= anchor.at)) return [];
    const { occasion, action, unless } = step;
    return [{ step: step.step, occasion, action, unless, at, basis: anchor.nominal, before }];
  });
  const sorted = points
    .map((point, i) => ({ point, i }))
    .sort((a, b) => a.point.at - b.point.at || a.i - b.i);
  return withoutRepeats(sorted.map(({ point }) => point));
}

/** What tells two points apart: the step and the deadline that it belongs to. */
export function pointKey({ step, basis }: Pick<SupervisionPoint, 'step' | 'basis'>): string {
  return `${step}@${basis}`;
}

/** Whether a step still has a reason. */
export function isStillNeeded({ unless }: Pick<SupervisionPoint, 'unless'>, facts: StepFacts): boolean {
  return unless === undefined || !facts[unless];
}

/**
 * The next point to wait for: the first that was not taken, still has a reason and, if it comes before its anchor, is not
 * past. Undefined when there is none, or while the clock stands still.
 */
export function nextPoint(
  points: readonly SupervisionPoint[],
  state: {
    readonly taken: readonly TakenStep[];
    readonly facts: StepFacts;
    /** ms since 1970 UTC. */
    readonly now: number;
    readonly paused?: boolean;
  },
): SupervisionPoint | undefined {
  if (state.paused === true) return undefined;
  const taken = new Set(state.taken.map(pointKey));
  return points.find(
    (point) =>
      !taken.has(pointKey(point)) &&
      isStillNeeded(point, state.facts) &&
      !(point.before && point.at <= state.now),
  );
}

function momentOf(
  { amount, unit, dutyHours, graceMinutes = 0 }: SupervisionStep,
  anchor: number,
  calendar: WorkingCalendar,
  options: { readonly pauses?: readonly { from: number; to: number }[]; readonly forUnit?: string },
): number {
  const at =
    amount < 0
      ? calendar.subtractWorkingTime(anchor, -amount, unit, options)
      : calendar.dueTime(anchor, amount, unit, { ...options, unpublished: 'mark' }).at;
  const moment = dutyHours ? Date.parse(calendar.nextWorkingMoment(at, options.forUnit)) : at;
  return moment + graceMinutes * 60_000;
}

function withoutRepeats(points: readonly SupervisionPoint[]): SupervisionPoint[] {
  const seen = new Set<string>();
  return points.filter((point, i) => {
    const key = pointKey(point);
    const next = points[i + 1];
    const saidByNext =
      point.before &&
      point.action === 'remind' &&
      next?.before === true &&
      next.action === 'remind' &&
      next.at === point.at &&
      next.basis === point.basis;
    if (saidByNext || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
