import { createHash, randomUUID } from 'node:crypto';
import {
  DomainError,
  ORDER_STATUS_NAMES,
  REQUEST_TYPES,
  REQUEST_TYPE_NAMES,
  fieldError,
} from '@jiesu/domain';
import type { FieldError, RequestType } from '@jiesu/domain';
import { messageEntry, updateOrder } from '@jiesu/store';
import type { EventLog, OrderDocument, OrderRequest, ProcessMessage, Store } from '@jiesu/store';
import type { Clock } from '../clock/index.ts';
import { checkSubmission } from '../forms/index.ts';
import type { FormLibrary } from '../forms/index.ts';
import { mainOrderErrors } from './main-order.ts';
import { invalidFields } from '../problem/index.ts';
import type { SignedInPerson } from '../session/index.ts';
import { REQUEST_KINDS } from './request-types.ts';

/** A message may arrive while the process is between two waits; it does not outlive the order's work for long. */
const TIME_TO_LIVE_MS = 60_000;

interface Parts {
  readonly store: Store;
  readonly forms: FormLibrary;
  readonly events: EventLog;
  /** Business time. */
  readonly clock: Clock;
  /** Time of tries. */
  readonly machineClock: Clock;
  /** Publishes a message that was stored this moment; a failure is left to the outbox. */
  readonly publishNow: (orderId: string, message: ProcessMessage) => void;
}

/** What somebody asks for. */
export interface Asked {
  readonly type: RequestType;
  readonly values: Readonly<Record<string, unknown>>;
  /** What the form is filled with: the options of its lists. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly idempotencyKey: string | undefined;
}

/** Takes requests for an order in work: stored with the message to its process in one write. */
export class RequestDesk {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** What a person may ask for now. */
  possible(order: OrderDocument, person: SignedInPerson): RequestType[] {
    return REQUEST_TYPES.filter((type) => {
      const kind = REQUEST_KINDS[type];
      return (
        mayAsk(type, order, person) &&
        kind.isPossible(order) &&
        this.#parts.forms.has(kind.formId) &&
        !isOpen(order, type)
      );
    });
  }

  /**
   * Stores a request and tells the process. The same idempotency key makes one request.
   * @throws DomainError FORBIDDEN_ROLE, PERSON_RECUSED, VALIDATION_FAILED with each wrong field, REQUEST_NOT_POSSIBLE in
   *   the order's status, REQUEST_STILL_OPEN
   */
  async ask(
    order: OrderDocument,
    person: SignedInPerson,
    asked: Asked,
  ): Promise<{ requestId: string; isNew: boolean }> {
    const { type, idempotencyKey } = asked;
    if (order.recused?.includes(person.username) === true) throw new DomainError('PERSON_RECUSED');
    if (!mayAsk(type, order, person)) throw new DomainError('FORBIDDEN_ROLE');
    const values = await this.#checked(order, asked);
    const { store, clock } = this.#parts;
    const id = requestId(order, person, idempotencyKey);
    const request = this.#requestOf(id, type, values, person);
    const message = messageFor(order, type, id, values);
    const stored = { isNew: false };
    const after = await updateOrder(store, order._id, (current) => {
      stored.isNew = !(current.requests ?? []).some((entry) => entry.id === id);
      if (!stored.isNew) return undefined;
      assertPossible(current, type);
      return {
        add: { requests: [request] },
        addOutbox: [messageEntry(message, this.#parts.machineClock.now())],
      };
    });
    await this.#parts.events.record({
      _id: `request:${id}:asked`,
      orderId: after._id,
      orderNo: after.orderNo,
      at: new Date(clock.now()),
      type: 'request-asked',
      actor: { kind: 'person', id: person.username, name: person.name },
      data: { requestType: type, request: id },
    });
    if (stored.isNew) this.#parts.publishNow(order._id, message);
    return { requestId: id, isNew: stored.isNew };
  }

  async #checked(
    order: OrderDocument,
    { type, values, data }: Asked,
  ): Promise<Readonly<Record<string, unknown>>> {
    const form = this.#parts.forms.get(REQUEST_KINDS[type].formId);
    if (form === undefined) throw new DomainError('NOT_FOUND');
    const submission = checkSubmission(form, values, data);
    const errors = [...submission.errors];
    if (errors.length === 0) errors.push(...(await this.#contextErrors(order, submission.values)));
    if (errors.length > 0) throw invalidFields(errors);
    return submission.values;
  }

  async #contextErrors(
    order: OrderDocument,
    values: Readonly<Record<string, unknown>>,
  ): Promise<FieldError[]> {
    const { unitId, mainOrderNo, urgency } = values;
    if (unitId !== undefined && unitId === order.unitId) {
      return [wrong('unitId', '该工单已在此单位', 'this unit has the order already')];
    }
    if (unitId !== undefined && unitId === order.complainedUnit) {
      return [
        wrong('unitId', '投诉不能交由被投诉单位办理', 'a complaint can not go to the unit complained about'),
      ];
    }
    if (urgency !== undefined && urgency === order.urgency) {
      return [wrong('urgency', '与现在的紧急程度相同', 'it is so already')];
    }
    return typeof mainOrderNo === 'string' ? mainOrderErrors(this.#parts.store, mainOrderNo, order._id) : [];
  }

  #requestOf(
    id: string,
    type: RequestType,
    values: Readonly<Record<string, unknown>>,
    person: SignedInPerson,
  ): OrderRequest {
    return {
      ...REQUEST_KINDS[type].fields(values),
      id,
      type,
      by: person.username,
      ...(person.unitId === null ? {} : { unitId: person.unitId }),
      at: new Date(this.#parts.clock.now()),
      state: 'open',
    };
  }
}

function mayAsk(type: RequestType, order: OrderDocument, person: SignedInPerson): boolean {
  const { byUnit, byRoles } = REQUEST_KINDS[type];
  return (
    (byUnit && person.unitId !== null && person.unitId === order.unitId) ||
    person.roles.some((role) => byRoles.includes(role))
  );
}

function isOpen({ requests = [] }: OrderDocument, type: RequestType): boolean {
  return requests.some((request) => request.type === type && request.state === 'open');
}

function assertPossible(order: OrderDocument, type: RequestType): void {
  const { zh, en } = REQUEST_TYPE_NAMES[type];
  if (isOpen(order, type)) throw new DomainError('REQUEST_STILL_OPEN', { params: { type: zh, typeEn: en } });
  if (REQUEST_KINDS[type].isPossible(order)) return;
  const status = ORDER_STATUS_NAMES[order.status];
  throw new DomainError('REQUEST_NOT_POSSIBLE', {
    params: { status: status.zh, statusEn: status.en, type: zh, typeEn: en },
  });
}

/** With a key of the client the id follows from it, so that a second click is the same request. */
function requestId(order: OrderDocument, person: SignedInPerson, key: string | undefined): string {
  if (key === undefined) return randomUUID();
  return createHash('sha256')
    .update(JSON.stringify([order._id, person.username, key]))
    .digest('base64url')
    .slice(0, 24);
}

function messageFor(
  order: OrderDocument,
  type: RequestType,
  id: string,
  values: Readonly<Record<string, unknown>>,
): ProcessMessage {
  const { message, variables } = REQUEST_KINDS[type];
  return {
    name: message,
    correlationKey: order._id,
    messageId: `${message}:${id}`,
    timeToLiveMs: TIME_TO_LIVE_MS,
    variables: { requestId: id, ...variables?.(values) },
  };
}

const LABELS: Readonly<Record<string, readonly [string, string]>> = {
  unitId: ['单位', 'Unit'],
  urgency: ['紧急程度', 'Urgency'],
};

function wrong(field: string, reason: string, reasonEn: string): FieldError {
  const [label, labelEn] = LABELS[field] ?? [field, field];
  return fieldError(field, 'FIELD_INVALID', { label, labelEn, reason, reasonEn });
}
