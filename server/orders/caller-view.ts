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
  /** The unit still works on it. */
  readonly active: boolean;
}

const UNMASKED_ROLES = ['agent', 'supervisor', 'callback'] as const;
const HIDDEN: Caller = { name: null, phone: null, address: null };
/** Kinds whose caller no unit ever learns: it may be the one that is complained about. */
const KEPT_FROM_UNITS: readonly (OrderKind | null)[] = ['complaint', 'report', null];

/** Whether a person may read the caller in full. The reading is audited. */
export function maySeeCaller(person: SignedInPerson, order: CallerSubject): boolean {
  if (UNMASKED_ROLES.some((role) => person.roles.includes(role))) return true;
  return isHandlingUnit(person, order) && order.active && !isKeptFromUnits(order);
}

/** The caller as a person sees them beside the order: masked, or hidden where a unit must not know. */
export function callerView(person: SignedInPerson, order: CallerSubject, caller: Caller): Caller {
  if (!isOfHotline(person) && isKeptFromUnits(order)) return HIDDEN;
  return {
    name: caller.name && maskName(caller.name),
    phone: caller.phone && maskPhone(caller.phone),
    address: caller.address && maskAddress(caller.address),
  };
}

function isHandlingUnit(person: SignedInPerson, order: CallerSubject): boolean {
  return person.unitId !== null && person.unitId === order.unitId;
}

function isKeptFromUnits(order: CallerSubject): boolean {
  return order.anonymous || KEPT_FROM_UNITS.includes(order.kind);
}

/** 王小明 is 王**. */
function maskName(name: string): string {
  const characters = Array.from(name);
  return (characters[0] ?? '') + '*'.repeat(Math.max(characters.length - 1, 1));
}

/** 13812345678 is 138****5678; a short number keeps its last two digits. */
function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  if (digits.length < 8) return '*'.repeat(Math.max(digits.length - 2, 1)) + digits.slice(-2);
  return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}

/** The first six characters, which are the district and street, and no house. */
function maskAddress(address: string): string {
  const characters = Array.from(address);
  return characters.slice(0, Math.min(6, Math.floor(characters.length / 2))).join('') + '***';
}
