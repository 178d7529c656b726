import type { OrderEventType } from '@jiesu/domain';
import type { OrderChange, OrderDocument, Store } from '@jiesu/store';
import type { TaskInput } from './task-call.ts';

/** What a person handed in. */
export type Submission = Readonly<Record<string, unknown>>;

export interface CompletedTask {
  readonly key: string;
  readonly elementId: string;
  readonly submission: Submission;
  /** User name. */
  readonly by: string;
  readonly at: Date;
  /** Unit whose task it is, when its candidate group is one. */
  readonly unitId?: string | undefined;
  /** Variables of the process that the task is about. */
  readonly input: TaskInput;
}

/** A reason for not accepting a submission, in both languages. */
export interface Denial {
  readonly zh: string;
  readonly en: string;
}

/** What a submission is checked against. */
export interface DenialFacts {
  readonly knows: (unitId: string) => boolean;
  readonly order: OrderDocument | undefined;
  readonly task: CompletedTask;
  readonly store: Store;
}

/** What the completion of an element means. Elements that have none only end. */
export interface ElementEffect {
  /** Event of the timeline instead of `task-completed`. */
  readonly event: (submission: Submission) => OrderEventType;
  /** Codes for the timeline. */
  readonly data?: (submission: Submission) => Readonly<Record<string, unknown>>;
  /** What changes of the order. */
  readonly change: (task: CompletedTask, order: OrderDocument) => OrderChange;
  /** What changes besides: of a dispute, a case, a meeting or a report. Done again, it changes nothing. */
  readonly also?: (task: CompletedTask, store: Store) => Promise<void>;
  /** Why it can not be accepted, if so. */
  readonly deny?: (
    submission: Submission,
    facts: DenialFacts,
  ) => Denial | undefined | Promise<Denial | undefined>;
}

export type ElementEffects = Readonly<Record<string, ElementEffect>>;

/** Denies a text that is missing or too short. */
export function tooShort(
  submission: Submission,
  field: string,
  least: number,
  zh: string,
  en: string,
): Denial | undefined {
  const value = submission[field];
  if (typeof value === 'string' && value.trim().length >= least) return undefined;
  return least > 1
    ? { zh: `${zh}必须填写,不少于 ${least} 个字`, en: `${en} needs at least ${least} characters` }
    : { zh: `${zh}必须填写`, en: `${en} is required` };
}

/** Denies a choice that is none of the possible ones. */
export function notOneOf(
  value: unknown,
  choices: readonly string[],
  zh: string,
  en: string,
): Denial | undefined {
  return typeof value === 'string' && choices.includes(value) ? undefined : { zh, en };
}

/** Denies a unit that does not exist or that the complaint is about. */
export function notAUnit(
  value: unknown,
  { knows, order }: Pick<DenialFacts, 'knows' | 'order'>,
): Denial | undefined {
  if (typeof value !== 'string' || !knows(value)) return { zh: '请选择承办单位', en: 'Choose the lead unit' };
  if (order?.complainedUnit === value) {
    return {
      zh: '投诉不能交由被投诉单位办理',
      en: 'A complaint can not go to the unit complained about',
    };
  }
  return undefined;
}

/** Texts of a submission that are not empty. */
export function textsOf(submission: Submission, fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = submission[field];
      return typeof value === 'string' && value !== '' ? [[field, value]] : [];
    }),
  );
}

/** A list of ids of a submission; empty when it is none. */
export function idsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
}

export function dateOf(value: unknown, fallback: Date): Date {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? fallback : new Date(ms);
}
