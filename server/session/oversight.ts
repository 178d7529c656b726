import type { Role } from '@jiesu/domain';
import type { SignedInPerson } from './person.ts';

/** Roles of the hotline itself: they see every order, with the caller masked. */
const HOTLINE: readonly Role[] = [
  'agent',
  'dispatcher',
  'supervisor',
  'callback',
  'secretary',
  'leader',
  'owner',
  'admin',
  'approver',
  'auditor',
];
/** Roles that look after the work of others: they see every task. */
const OVERSIGHT: readonly Role[] = ['supervisor', 'leader', 'owner', 'admin', 'auditor'];

/** Roles that look after the rules. */
const OF_RULES: readonly Role[] = ['admin', 'approver', 'auditor', 'leader', 'owner'];

/** Whether a person may look at rules, their changes and runs. */
export function looksAfterRules(person: SignedInPerson): boolean {
  return person.roles.some((role) => OF_RULES.includes(role));
}

/** Whether a person works at the hotline and not only in a unit. */
export function isOfHotline(person: SignedInPerson): boolean {
  return person.roles.some((role) => HOTLINE.includes(role));
}

/** Whether a person may see the tasks of all roles and units. */
export function hasOversight(person: SignedInPerson): boolean {
  return person.roles.some((role) => OVERSIGHT.includes(role));
}
