import { toIso, toLocal } from '../calendar/index.ts';
import type { DayLine, Instant, TimeUnit, WorkingCalendar } from '../calendar/index.ts';
import { REMARK_UNITS, clockOf } from './remark-texts.ts';

/** A time in which the clock stands still; without `to` it lasts on. */
export interface DeadlinePause {
  readonly from: Instant;
  readonly to?: Instant | undefined;
  /** Why, in both languages. */
  readonly zh: string;
  readonly en: string;
}

/** More time that was granted. */
export interface DeadlineExtension {
  readonly amount: number;
  readonly unit: TimeUnit;
  readonly zh: string;
  readonly en: string;
}

/** All that a deadline follows from. */
export interface DeadlineInput {
  /** When the clock began to run: a transfer or a rule change does not start it again. */
  readonly start: Instant;
  readonly amount: number;
  readonly unit: TimeUnit;
  readonly pauses?: readonly DeadlinePause[];
  readonly extensions?: readonly DeadlineExtension[];
  /** The present: an open pause lasts until now, and time is used until now. */
  readonly now: Instant;
  /** Id of the unit whose own closures count as well. */
  readonly forUnit?: string | undefined;
}

/** Why a day counts less or more than usual. */
export interface DeadlineRemark {
  readonly kind: 'pause' | 'extension';
  readonly zh: string;
  readonly en: string;
}

/** A day of the explanation, with what was decided about it. */
export interface DeadlineLine extends DayLine {
  readonly remarks?: readonly DeadlineRemark[];
}

/** A deadline that explains itself. */
export interface ExplainedDeadline {
  /** ms since 1970 UTC. While a pause lasts: where it would be if the clock went on now. */
  readonly at: number;
  /** The same without pauses: what does not move when the clock stands still. */
  readonly nominalAt: number;
  readonly lines: readonly DeadlineLine[];
  /** It counts days whose holidays are not published; then it is provisional. */
  readonly crossesUnpublished: boolean;
  /** Time used until now in `unit`. It never falls: not by a pause, a transfer or another rule. */
  readonly used: number;
  readonly unit: TimeUnit;
  /** Start of the pause that lasts, if any; ms since 1970 UTC. */
  readonly pausedSince?: number;
}

interface Segment {
  readonly unit: TimeUnit;
  amount: number;
}

/**
 * The deadline of an order from its start, limit, pauses and extensions, day by day. An extension in the limit's unit
 * prolongs it; one in another unit is counted from the end of what came before. Days past the last published one are
 * counted by the week and marked.
 * @throws DomainError FIELD_INVALID, CALENDAR_NOT_PUBLISHED outside all that can be told
 */
export function explainDeadline(input: DeadlineInput, calendar: WorkingCalendar): ExplainedDeadline {
  const pauses = closedPauses(input);
  const counted = endOf(input, pauses, calendar, true);
  const nominal = endOf(input, [], calendar, false);
  const open = (input.pauses ?? []).filter(({ to }) => to === undefined).map(({ from }) => epoch(from));
  const started = open.filter((from) => from <= epoch(input.now));
  return {
    at: counted.at,
    nominalAt: nominal.at,
    lines: remarked(counted.lines, input, counted.extendedOn),
    crossesUnpublished: counted.crossesUnpublished,
    used: usedTime(input, calendar),
    unit: input.unit,
    ...(started.length === 0 ? {} : { pausedSince: Math.min(...started) }),
  };
}

/**
 * When an order is due, without the day-by-day explanation (fast): the same moment as {@link explainDeadline} tells.
 * @throws DomainError FIELD_INVALID, CALENDAR_NOT_PUBLISHED outside all that can be told
 */
export function deadlineOf(
  input: DeadlineInput,
  calendar: WorkingCalendar,
): { readonly at: number; readonly crossesUnpublished: boolean } {
  const { at, crossesUnpublished } = endOf(input, closedPauses(input), calendar, false);
  return { at, crossesUnpublished };
}

/** Time of a deadline's clock that is used until `now`, in its unit; pauses left out, 0 before the start. */
export function usedTime(
  input: Pick<DeadlineInput, 'start' | 'unit' | 'pauses' | 'now' | 'forUnit'>,
  calendar: WorkingCalendar,
): number {
  const used = calendar.workingTimeBetween(input.start, input.now, input.unit, {
    pauses: closedPauses(input),
    unpublished: 'mark',
    ...(input.forUnit === undefined ? {} : { forUnit: input.forUnit }),
  });
  return Math.round(used * 10_000) / 10_000;
}

/** Pauses with their ends; one that lasts ends now. */
export function closedPauses({
  pauses = [],
  now,
}: Pick<DeadlineInput, 'pauses' | 'now'>): { from: number; to: number }[] {
  return pauses
    .map(({ from, to }) => ({ from: epoch(from), to: epoch(to ?? now) }))
    .filter(({ from, to }) => from < to);
}

function endOf(
  input: DeadlineInput,
  pauses: readonly { from: number; to: number }[],
  calendar: WorkingCalendar,
  explained: boolean,
) {
  const options = {
    pauses,
    unpublished: 'mark' as const,
    ...(input.forUnit === undefined ? {} : { forUnit: input.forUnit }),
  };
  const lines: DayLine[] = [];
  const extendedOn: string[] = [];
  let crossesUnpublished = false;
  let start = epoch(input.start);
  let segment: Segment = { unit: input.unit, amount: input.amount };
  const due = () => calendar.dueTime(start, segment.amount, segment.unit, options);
  const close = () => {
    const end = due();
    crossesUnpublished ||= end.crossesUnpublished;
    if (explained)
      lines.push(...calendar.addWorkingTime(start, segment.amount, segment.unit, options).explanation);
    return end.at;
  };
  for (const extension of input.extensions ?? []) {
    if (explained) extendedOn.push(toIso(toLocal(due().at)).slice(0, 10));
    if (extension.unit === segment.unit) {
      segment = { ...segment, amount: segment.amount + extension.amount };
    } else {
      start = close();
      segment = { unit: extension.unit, amount: extension.amount };
    }
  }
  const at = close();
  return { at, lines, crossesUnpublished, extendedOn };
}

function remarked(
  lines: readonly DayLine[],
  input: DeadlineInput,
  extendedOn: readonly string[],
): DeadlineLine[] {
  const told = new Set<number>();
  return lines.map((line) => {
    const remarks = [
      ...pauseRemarks(line, input),
      ...(input.extensions ?? []).flatMap((extension, i) => {
        if (extendedOn[i] !== line.date || told.has(i)) return [];
        told.add(i);
        return [extensionRemark(extension)];
      }),
    ];
    if (remarks.length === 0) return line;
    return {
      ...line,
      remarks,
      zh: [line.zh, ...remarks.map(({ zh }) => zh)].join(';'),
      en: [line.en, ...remarks.map(({ en }) => en)].join('; '),
    };
  });
}

function pauseRemarks(line: DayLine, { pauses = [], now }: DeadlineInput): DeadlineRemark[] {
  const first = Date.parse(`${line.date}T00:00:00+08:00`);
  const last = first + 86_400_000;
  return pauses.flatMap(({ from, to, zh, en }) => {
    const begin = epoch(from);
    const end = epoch(to ?? now);
    if (begin >= last || end <= first || begin >= end) return [];
    const until = to === undefined ? undefined : clockOf(toIso(toLocal(end)));
    return [
      {
        kind: 'pause' as const,
        zh: `暂停自 ${clockOf(toIso(toLocal(begin)))} ${until === undefined ? '起,尚未恢复' : `至 ${until}`}(${zh})`,
        en: `paused from ${clockOf(toIso(toLocal(begin)))} ${until === undefined ? 'on' : `to ${until}`} (${en})`,
      },
    ];
  });
}

function extensionRemark({ amount, unit, zh, en }: DeadlineExtension): DeadlineRemark {
  const text = REMARK_UNITS[unit];
  return {
    kind: 'extension',
    zh: `延期 ${amount} ${text.zh}(${zh})`,
    en: `extended by ${amount} ${text.en} (${en})`,
  };
}

function epoch(instant: Instant): number {
  return typeof instant === 'number' ? instant : Date.parse(instant);
}
