import { createHash, randomUUID } from 'node:crypto';
import { DomainError, fieldError, parseIntake } from '@jiesu/domain';
import type { Intake } from '@jiesu/domain';
import {
  DocumentReader,
  isDuplicateKey,
  nextOrderNumber,
  sealPersonalData,
  startProcessEntry,
  storeOrder,
} from '@jiesu/store';
import type { CityConfig, FieldCipher, OrderDocument, Store } from '@jiesu/store';
import type { Clock } from '../clock/index.ts';
import { invalidFields } from '../problem/index.ts';
import type { SignedInPerson } from '../session/index.ts';
import { mainOrderErrors } from '../requests/index.ts';

/** What a request became. */
export interface TakenOrder {
  readonly orderNo: string;
  readonly id: string;
  /** False when the same request was taken before. */
  readonly isNew: boolean;
}

interface Parts {
  readonly store: Store;
  readonly cipher: FieldCipher;
  readonly city: CityConfig;
  /** Business time. */
  readonly clock: Clock;
  /** Time of tries, which goes on while the business clock stands still. */
  readonly machineClock: Clock;
  /** Hears of each stored order; starts its process. */
  readonly stored: (order: { readonly id: string; readonly orderNo: string }) => void;
}

/** The id of the order that a person's request with a key becomes: the same request again is the same order. */
function keyedId({ username }: SignedInPerson, key: string): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([username, key]))
    .digest('hex');
  return digest.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Takes requests: an order is stored with the message that starts its process, in one write. */
export class IntakeDesk {
  readonly #parts: Parts;
  readonly #orders: DocumentReader<OrderDocument>;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#orders = new DocumentReader<OrderDocument>(parts.store.orders);
  }

  /**
   * Stores an order. The same key with the same body answers the order that was stored first.
   * @throws DomainError VALIDATION_FAILED with each wrong field; CONFLICT when the key came with another body
   */
  async take(body: unknown, person: SignedInPerson, idempotencyKey: string | undefined): Promise<TakenOrder> {
    const { clock, city } = this.#parts;
    const knows = (entries: readonly { readonly id: string }[]) => (id: string) =>
      entries.some((entry) => entry.id === id);
    const intake = parseIntake(body, {
      now: clock.now(),
      hasCategory: knows(city.catalogue.categories),
      hasUnit: knows(city.units.units),
      hasReferral: knows(city.referrals.referrals),
      hasArea: knows(city.units.areas),
    });
    const requestHash = createHash('sha256').update(JSON.stringify(intake)).digest('base64url');
    if (idempotencyKey !== undefined) {
      const earlier = await this.#earlier(person, idempotencyKey, requestHash);
      if (earlier !== undefined) return earlier;
    }
    if (intake.mainOrderNo !== undefined) {
      const errors = await mainOrderErrors(this.#parts.store, intake.mainOrderNo);
      if (errors.length > 0) throw invalidFields(errors);
    }
    try {
      return await this.#store(intake, person, idempotencyKey, requestHash);
    } catch (error) {
      if (idempotencyKey === undefined || !isDuplicateKey(error)) throw error;
      // the other click was faster
      const earlier = await this.#earlier(person, idempotencyKey, requestHash);
      if (earlier === undefined) throw error;
      return earlier;
    }
  }

  async #earlier(person: SignedInPerson, key: string, requestHash: string): Promise<TakenOrder | undefined> {
    const found = await this.#orders.read(keyedId(person, key));
    if (found === null) return undefined;
    if (found.requestHash === requestHash) return { id: found._id, orderNo: found.orderNo, isNew: false };
    throw new DomainError('CONFLICT', {
      errors: [
        fieldError('Idempotency-Key', 'FIELD_INVALID', {
          label: 'Idempotency-Key',
          labelEn: 'Idempotency-Key',
          reason: '已用于另一份诉求',
          reasonEn: 'it was used for another request',
        }),
      ],
    });
  }

  async #store(
    intake: Intake,
    person: SignedInPerson,
    idempotencyKey: string | undefined,
    requestHash: string,
  ): Promise<TakenOrder> {
    const { store, clock, stored } = this.#parts;
    const now = clock.now();
    const id = idempotencyKey === undefined ? randomUUID() : keyedId(person, idempotencyKey);
    const orderNo = await nextOrderNumber(store, now);
    const keyed = idempotencyKey === undefined ? {} : { idempotencyKey, requestHash };
    const order = { ...this.#document(intake, id, orderNo, now, person), ...keyed };
    await storeOrder(store, order, {
      _id: `order:${id}:received`,
      orderId: id,
      orderNo,
      at: new Date(now),
      type: 'received',
      actor: { kind: 'person', id: person.username, name: person.name },
      data: { channel: intake.channel, area: intake.area },
    });
    stored({ id, orderNo });
    return { id, orderNo, isNew: true };
  }

  #document(intake: Intake, id: string, orderNo: string, now: number, person: SignedInPerson): OrderDocument {
    const { cipher, machineClock } = this.#parts;
    const { caller, calledAt, kind, category, urgency, enterpriseName, answeredAtOnce, complainedUnit } =
      intake;
    const { referralId, mainOrderNo } = intake;
    const phoneHash = caller.phone === undefined ? undefined : cipher.phoneHash(caller.phone);
    const entry = startProcessEntry(machineClock.now());
    return {
      _id: id,
      orderNo,
      title: intake.title,
      text: intake.text,
      ...(kind === undefined ? {} : { kind }),
      ...(category === undefined ? {} : { category }),
      ...(urgency === undefined ? {} : { urgency }),
      ...(enterpriseName === undefined ? {} : { enterpriseName }),
      ...(complainedUnit === undefined ? {} : { complainedUnit }),
      ...(answeredAtOnce === undefined ? {} : { answeredAtOnce }),
      ...(referralId === undefined
        ? {}
        : { referral: { id: referralId, by: person.username, at: new Date(now) } }),
      ...(mainOrderNo === undefined ? {} : { mergeTarget: mainOrderNo }),
      ...(phoneHash === undefined ? {} : { phoneHash }),
      callerType: intake.callerType,
      channel: intake.channel,
      area: intake.area,
      anonymous: caller.anonymous,
      caller: sealPersonalData(cipher, id, {
        name: caller.name,
        phone: caller.phone,
        address: caller.address,
      }),
      status: 'received',
      receivedAt: new Date(now),
      calledAt: new Date(calledAt ?? now),
      returns: [],
      reminders: [],
      redos: [],
      redoCount: 0,
      activeElements: [],
      outbox: [entry],
      outboxNextAt: entry.nextAt,
      version: 0,
      createdBy: person.username,
    };
  }
}
