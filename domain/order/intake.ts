import { z } from 'zod';
import { toIso, toLocal } from '../calendar/day-number.ts';
import { DomainError, fieldError } from '../errors/index.ts';
import type { FieldError } from '../errors/index.ts';
import { CALLER_TYPES, CHANNELS, ORDER_KINDS, URGENCIES } from './terms.ts';
import { fieldErrorsOf } from './field-errors.ts';
import type { FieldLabels } from './field-errors.ts';

/** Longest title and longest text of a request, in characters. */
export const TITLE_MAX = 100;
export const TEXT_MAX = 5000;

const line = (max: number): z.ZodString => z.string().trim().min(1).max(max);

/** An optional line; a form sends an empty one for what was not filled in. */
const optionalLine = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .transform((text) => (text === '' ? undefined : text))
    .optional();

const callerSchema = z.strictObject({
  name: optionalLine(50),
  phone: z
    .string()
    .trim()
    .regex(/^(\+?\d[\d -]{4,19})?$/)
    .transform((text) => (text === '' ? undefined : text))
    .optional(),
  address: optionalLine(200),
  /** The caller asks that the unit not learn who called. */
  anonymous: z.boolean().default(false),
});

/** Body of `POST /api/orders`. What is left out (kind, category, urgency) the classifier proposes. */
export const intakeSchema = z.strictObject({
  title: line(TITLE_MAX),
  text: line(TEXT_MAX),
  kind: z.enum(ORDER_KINDS).optional(),
  /** Id of a category of the catalogue. */
  category: z.string().min(1).max(100).optional(),
  urgency: z.enum(URGENCIES).optional(),
  callerType: z.enum(CALLER_TYPES).default('citizen'),
  /** Required when the caller is an enterprise. */
  enterpriseName: optionalLine(100),
  caller: callerSchema.default({ anonymous: false }),
  /** Id of an area of the city. */
  area: z.string().min(1).max(100),
  channel: z.enum(CHANNELS).default('phone'),
  /** Id of the unit that a complaint or report is about; that unit never learns who called. */
  complainedUnit: z.string().min(1).max(100).optional(),
  /** When the caller called, ISO 8601 with an offset; not in the future. */
  calledAt: z.iso.datetime({ offset: true }).optional(),
  /** The agent answered the question during the call. */
  answeredAtOnce: z.strictObject({ reply: line(TEXT_MAX) }).optional(),
  /** Class of a request that is not dispatched: the caller is told where to turn instead. */
  referralId: z.string().min(1).max(100).optional(),
  /** Number of an open order about the same matter; a dispatcher confirms that one reply answers both. */
  mainOrderNo: z.string().trim().min(1).max(20).optional(),
});

/** A request as the agent's form sends it. */
export type IntakeInput = z.input<typeof intakeSchema>;
/** A checked request. */
export type Intake = z.output<typeof intakeSchema>;

/** What an intake is checked against. */
export interface IntakeContext {
  /** The present, ms since 1970 UTC. */
  readonly now: number;
  /** Whether the catalogue has the category. */
  readonly hasCategory: (id: string) => boolean;
  /** Whether the city has the unit. */
  readonly hasUnit: (id: string) => boolean;
  /** Whether the city has that class of requests that are not dispatched. */
  readonly hasReferral: (id: string) => boolean;
  /** Whether the city has the area. */
  readonly hasArea: (id: string) => boolean;
  /** How far a caller's clock may run ahead before its time counts as future, in ms. @default 60000 */
  readonly clockSkewMs?: number;
}

/** Names of the fields of an intake, by their path. */
export const INTAKE_FIELD_LABELS: FieldLabels = {
  title: { zh: '标题', en: 'Title' },
  text: { zh: '诉求内容', en: 'Text' },
  kind: { zh: '诉求类型', en: 'Kind' },
  category: { zh: '诉求类别', en: 'Category' },
  urgency: { zh: '紧急程度', en: 'Urgency' },
  callerType: { zh: '诉求人类型', en: 'Caller type' },
  enterpriseName: { zh: '企业名称', en: 'Enterprise name' },
  caller: { zh: '诉求人', en: 'Caller' },
  'caller.name': { zh: '诉求人姓名', en: 'Caller name' },
  'caller.phone': { zh: '联系电话', en: 'Phone' },
  'caller.address': { zh: '地址', en: 'Address' },
  'caller.anonymous': { zh: '是否匿名', en: 'Anonymous' },
  area: { zh: '所属区域', en: 'Area' },
  channel: { zh: '来源渠道', en: 'Channel' },
  complainedUnit: { zh: '被投诉单位', en: 'Unit complained about' },
  calledAt: { zh: '来电时间', en: 'Call time' },
  answeredAtOnce: { zh: '当场答复', en: 'Answer at once' },
  'answeredAtOnce.reply': { zh: '当场答复内容', en: 'Reply' },
  referralId: { zh: '不予受理情形', en: 'Referral' },
  mainOrderNo: { zh: '主工单编号', en: 'Main order' },
};

/**
 * Checks the body of an intake: its form, then that the category and area exist and the call is not in the future.
 * Throws VALIDATION_FAILED with one entry in `errors` for each field that is wrong.
 */
export function parseIntake(body: unknown, context: IntakeContext): Intake {
  const result = intakeSchema.safeParse(body);
  if (!result.success) throw failed(fieldErrorsOf(result.error.issues, body, INTAKE_FIELD_LABELS));
  const intake = result.data;
  const errors = [...contextErrors(intake, context)];
  if (errors.length > 0) throw failed(errors);
  return intake;
}

function* contextErrors(intake: Intake, context: IntakeContext): Generator<FieldError> {
  if (intake.category !== undefined && !context.hasCategory(intake.category)) {
    yield fieldError('category', 'UNKNOWN_CATEGORY', { value: intake.category });
  }
  if (intake.complainedUnit !== undefined && !context.hasUnit(intake.complainedUnit)) {
    yield fieldError('complainedUnit', 'UNKNOWN_UNIT', { value: intake.complainedUnit });
  }
  if (intake.referralId !== undefined && !context.hasReferral(intake.referralId)) {
    yield fieldError('referralId', 'FIELD_INVALID', {
      label: '不予受理情形',
      labelEn: 'Referral',
      reason: '没有此情形',
      reasonEn: 'there is no such class',
    });
  }
  if (!context.hasArea(intake.area)) yield fieldError('area', 'UNKNOWN_AREA', { value: intake.area });
  if (intake.callerType === 'enterprise' && intake.enterpriseName === undefined) {
    yield fieldError('enterpriseName', 'FIELD_REQUIRED', { label: '企业名称', labelEn: 'Enterprise name' });
  }
  if (intake.calledAt === undefined) return;
  const calledAt = Date.parse(intake.calledAt);
  if (calledAt > context.now + (context.clockSkewMs ?? 60_000)) {
    const params = { value: toIso(toLocal(calledAt)), now: toIso(toLocal(context.now)) };
    yield fieldError('calledAt', 'CALL_TIME_IN_FUTURE', params);
  }
}

function failed(errors: readonly FieldError[]): DomainError {
  const only = errors.length === 1 ? errors[0] : undefined;
  return new DomainError('VALIDATION_FAILED', only ? { field: only.field, errors } : { errors });
}
