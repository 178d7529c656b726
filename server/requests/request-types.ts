import type { OrderStatus, RequestType, Role, Urgency } from '@jiesu/domain';
import type { OrderDocument, OrderRequest } from '@jiesu/store';

type Values = Readonly<Record<string, unknown>>;

/** What a kind of request is: its form, who may make it when, and the message that takes it to the process. */
export interface RequestKind {
  readonly formId: string;
  /** Message of the process that reviews it. */
  readonly message: string;
  /** The people of the unit that leads the order may ask. */
  readonly byUnit: boolean;
  /** Roles of the hotline that may ask. */
  readonly byRoles: readonly Role[];
  readonly isPossible: (order: OrderDocument) => boolean;
  /** The form's values as the order keeps them. */
  readonly fields: (values: Values) => Partial<OrderRequest>;
  /** What a gateway needs to know besides the request's id. */
  readonly variables?: (values: Values) => Values;
  /** Decided by being made: nobody reviews it. */
  readonly immediate?: boolean;
}

const AT_UNIT: readonly OrderStatus[] = ['awaiting-sign', 'handling', 'reviewing'];
const IN_WORK: readonly OrderStatus[] = [...AT_UNIT, 'emergency-response', 'suspended'];

const isIn =
  (statuses: readonly OrderStatus[]) =>
  ({ status }: OrderDocument): boolean =>
    statuses.includes(status);
const isSuspended = ({ pauses = [] }: OrderDocument): boolean =>
  pauses.some(({ cause, to }) => cause === 'suspension' && to === undefined);
const textsOf = (values: Values): Partial<OrderRequest> =>
  Object.fromEntries(
    ['reason', 'legalBasis', 'suggestedUnitId', 'mainOrderNo', 'cause', 'progress'].flatMap((name) => {
      const value = values[name];
      return typeof value === 'string' && value !== '' ? [[name, value]] : [];
    }),
  );
const workingDays = (values: Values): Partial<OrderRequest> =>
  typeof values['amount'] === 'number' ? { amount: values['amount'], unit: 'working-days' } : {};

/** The one table of what can be asked for. */
export const REQUEST_KINDS: Readonly<Record<RequestType, RequestKind>> = {
  extension: {
    formId: 'request-extension',
    message: 'extension-requested',
    byUnit: true,
    byRoles: [],
    isPossible: isIn(AT_UNIT),
    fields: (values) => ({ ...textsOf(values), ...workingDays(values) }),
  },
  suspension: {
    formId: 'request-suspension',
    message: 'suspension-requested',
    byUnit: true,
    byRoles: ['supervisor'],
    isPossible: (order) => isIn(IN_WORK)(order) && !isSuspended(order),
    fields: (values) => ({ ...textsOf(values), ...workingDays(values) }),
  },
  resume: {
    formId: 'request-resume',
    message: 'suspension-ended',
    byUnit: true,
    byRoles: ['supervisor'],
    isPossible: isSuspended,
    fields: textsOf,
    immediate: true,
  },
  termination: {
    formId: 'request-termination',
    message: 'termination-requested',
    byUnit: true,
    byRoles: ['supervisor', 'agent'],
    isPossible: isIn(IN_WORK),
    fields: textsOf,
  },
  return: {
    formId: 'request-return',
    message: 'return-requested',
    byUnit: true,
    byRoles: [],
    // before it is signed, the task of signing offers it
    isPossible: isIn(['handling', 'reviewing']),
    fields: textsOf,
  },
  transfer: {
    formId: 'request-transfer',
    message: 'transfer-requested',
    byUnit: false,
    byRoles: ['dispatcher', 'supervisor'],
    isPossible: isIn(IN_WORK),
    fields: (values) => ({ ...textsOf(values), toUnitId: String(values['unitId']) }),
    immediate: true,
  },
  merge: {
    formId: 'request-merge',
    message: 'merge-requested',
    byUnit: false,
    byRoles: ['dispatcher'],
    isPossible: isIn(AT_UNIT),
    fields: textsOf,
    immediate: true,
  },
  split: {
    formId: 'request-split',
    message: 'merge-undone',
    byUnit: false,
    byRoles: ['dispatcher', 'supervisor'],
    isPossible: isIn(['merged']),
    fields: textsOf,
    immediate: true,
  },
  urgency: {
    formId: 'request-urgency',
    message: 'urgency-raised',
    byUnit: false,
    byRoles: ['agent', 'dispatcher', 'supervisor'],
    isPossible: isIn(AT_UNIT),
    fields: (values) => ({ ...textsOf(values), urgency: values['urgency'] as Urgency }),
    variables: ({ urgency }) => ({ urgency }),
    immediate: true,
  },
};
