import dayjs, { type Dayjs } from 'dayjs';
import type { OrderDraft } from '../../api/index.ts';

/** The intake form as it is typed. */
export interface IntakeValues {
  callerType: string;
  channel?: string;
  name?: string;
  phone?: string;
  address?: string;
  anonymous?: boolean;
  enterpriseName?: string;
  area?: string;
  calledAt?: Dayjs;
  title?: string;
  text?: string;
  category?: string;
  kind?: string;
  urgency?: string;
  complainedUnit?: string;
  answeredAtOnce?: boolean;
  reply?: string;
  referralId?: string;
  mainOrderNo?: string;
}

/** A draft as stored: its own key makes a repeated submission answer the same order. */
export interface StoredIntake {
  readonly key: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** The choice that leaves the urgency to the classifier. */
export const BY_SYSTEM = 'by-system';

export const emptyIntake = (): IntakeValues => ({
  callerType: 'citizen',
  channel: 'phone',
  urgency: BY_SYSTEM,
  anonymous: false,
  answeredAtOnce: false,
});

/** True when something was typed that would be a pity to lose. */
export function isTyped(values: IntakeValues): boolean {
  return [values.name, values.phone, values.title, values.text, values.enterpriseName, values.reply].some(
    (text) => text !== undefined && text.trim() !== '',
  );
}

export function toStored(key: string, values: IntakeValues): StoredIntake {
  return { key, values: { ...values, calledAt: values.calledAt?.toISOString() } };
}

export function fromStored(stored: StoredIntake): IntakeValues {
  const { calledAt, ...rest } = stored.values;
  const time = typeof calledAt === 'string' ? dayjs(calledAt) : undefined;
  return {
    ...emptyIntake(),
    ...(rest as Partial<IntakeValues>),
    ...(time?.isValid() === true ? { calledAt: time } : {}),
  };
}

/** Kinds that may be about a unit of the city. */
export const isAgainstSomeone = (kind: string | undefined): boolean =>
  kind === 'complaint' || kind === 'report';

const given = (text: string | undefined): string | undefined => {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
};

/** What the API takes: empty fields left out, the caller's data under `caller`, times in ISO 8601. */
export function toOrder(values: IntakeValues): OrderDraft {
  const caller = {
    name: given(values.name),
    phone: given(values.phone),
    address: given(values.address),
    anonymous: values.anonymous === true,
  };
  return {
    callerType: values.callerType,
    channel: values.channel,
    area: values.area,
    caller,
    enterpriseName: values.callerType === 'enterprise' ? given(values.enterpriseName) : undefined,
    calledAt: values.calledAt?.toISOString(),
    title: given(values.title) ?? '',
    text: given(values.text) ?? '',
    category: values.category,
    kind: values.kind,
    urgency: values.urgency === BY_SYSTEM ? undefined : values.urgency,
    complainedUnit: isAgainstSomeone(values.kind) ? values.complainedUnit : undefined,
    // what was answered needs no other way
    referralId: values.answeredAtOnce === true ? undefined : values.referralId,
    mainOrderNo: given(values.mainOrderNo),
    ...(values.answeredAtOnce === true ? { answeredAtOnce: { reply: given(values.reply) } } : {}),
  };
}

/** The form's field for a field the server named, for example caller.phone or body.title. */
export function formField(serverField: string): string {
  return serverField.split('.').at(-1) ?? serverField;
}
