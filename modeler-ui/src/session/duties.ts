import type { Person } from '../api/index.ts';

const holds = (person: Person, ...roles: readonly string[]): boolean =>
  person.roles.some((role) => roles.includes(role));

/** May take calls: the agents. */
export const mayTakeCalls = (person: Person): boolean => holds(person, 'agent');

/** May put a process into force: the process owner. Everybody else reads. */
export const mayDeploy = (person: Person): boolean => holds(person, 'owner');

/** May change rules: the rules admin. */
export const mayChangeRules = (person: Person): boolean => holds(person, 'admin');

/** May approve a change of rules that somebody else made. */
export const mayApproveRules = (person: Person): boolean => holds(person, 'approver');

/** Has to do with the rules: makes, approves or reads them. */
export const readsRules = (person: Person): boolean =>
  holds(person, 'admin', 'approver', 'auditor', 'leader', 'owner');

/** Looks after the work of others, and so sees everybody's tasks. */
export const hasOversight = (person: Person): boolean =>
  holds(person, 'supervisor', 'leader', 'owner', 'admin', 'auditor');

/** Works at the hotline itself and not only in a unit. */
export const isOfHotline = (person: Person): boolean =>
  person.roles.some((role) => role !== 'unit-handler' && role !== 'unit-leader');

/** Has to do with disputes on responsibility and the joint meeting. */
export const attendsMeetings = (person: Person): boolean =>
  holds(person, 'secretary', 'leader', 'supervisor', 'dispatcher');

/** Prepares the joint meetings: the secretary. */
export const chairsMeetings = (person: Person): boolean => holds(person, 'secretary');

/** May recuse another person from an order; oneself everybody may. */
export const mayRecuseOthers = (person: Person): boolean => holds(person, 'supervisor', 'leader');

/** Where a person's day begins, by role. */
export function homeOf(person: Person): string {
  if (holds(person, 'agent')) return '/intake';
  if (holds(person, 'owner')) return '/processes';
  if (holds(person, 'admin', 'approver')) return '/rules';
  if (holds(person, 'leader', 'auditor')) return '/orders';
  return '/tasks';
}
