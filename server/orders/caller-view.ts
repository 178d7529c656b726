import { isInterested, maskAddress, maskName, maskPhone } from '@jiesu/domain';
import type { OrderKind } from '@jiesu/domain';
import { isOfHotline } from '../session/index.ts';
import type { SignedInPerson } from '../session/index.ts';

/** A caller as an order has them, decrypted. */
export interface Caller {
  readonly name: string | null;
  readonly phone: string | null;
  readonly address: string | null;
}

/** What decides who may see the caller of an order. */
export interface CallerSubject {
  readonly kind: OrderKind | null;
  readonly anonymous: boolean;
  readonly unitId: string | null;
  /** The unit that it complains about. */
  readonly complainedUnit: string | null;
  /** User names of people with an interest in the matter. */
  readonly recused?: readonly string[];
  /** The unit still works on it. */
  readonly active: boolean;
}

const UNMASKED_ROLES = ['agent', 'supervisor', 'callback'] as const;
const HIDDEN: Caller = { name: null, phone: null, address: null };
/** Kinds whose caller no unit ever learns: who reports is protected, and what is not classified yet may be a report. */
const KEPT_FROM_UNITS: readonly (OrderKind | null)[] = ['report', null];

/** Whether a person may read the caller in full. The reading is audited. */
export function maySeeCaller(person: SignedInPerson, order: CallerSubject): boolean {
  if (hasInterest(person, order)) return false;
  if (UNMASKED_ROLES.some((role) => person.roles.includes(role))) return true;
  return isHandlingUnit(person, order) && order.active && !isKeptFromUnits(order);
}

/** The caller as a person sees them beside the order: masked, or hidden where a unit must not know. */
export function callerView(person: SignedInPerson, order: CallerSubject, caller: Caller): Caller {
  if (hasInterest(person, order)) return HIDDEN;
  if (!isOfHotline(person) && isKeptFromUnits(order)) return HIDDEN;
  return {
    name: caller.name && maskName(caller.name),
    phone: caller.phone && maskPhone(caller.phone),
    address: caller.address && maskAddress(caller.address),
  };
}

function hasInterest({ username, unitId }: SignedInPerson, order: CallerSubject): boolean {
  return isInterested(
    { username, unitId: unitId ?? undefined },
    { recused: order.recused, complainedUnit: order.complainedUnit ?? undefined },
  );
}

function isHandlingUnit(person: SignedInPerson, order: CallerSubject): boolean {
  return person.unitId !== null && person.unitId === order.unitId;
}

function isKeptFromUnits(order: CallerSubject): boolean {
  const isAboutItsUnit = order.complainedUnit !== null && order.complainedUnit === order.unitId;
  return order.anonymous || isAboutItsUnit || KEPT_FROM_UNITS.includes(order.kind);
}
