import type { OrderKind } from '../order/index.ts';

/** What decides who may not work on an order. */
export interface RecusalFacts {
  readonly kind?: OrderKind | undefined;
  /** Unit that a complaint or report is about. */
  readonly complainedUnit?: string | undefined;
  /** User names of people with an interest in the matter. */
  readonly recused?: readonly string[] | undefined;
}

/** Somebody who may be asked to work on it. */
export interface RecusalPerson {
  readonly username: string;
  readonly unitId?: string | undefined;
  /** Candidate groups, e.g. `unit:housing-bureau`. */
  readonly groups?: readonly string[] | undefined;
}

/**
 * Whether a person has an interest in the matter (回避): named as such, or of the unit that the complaint or report is
 * about. An interested person gets no task of the order and does not see the caller.
 */
export function isInterested(person: RecusalPerson, facts: RecusalFacts): boolean {
  if (facts.recused?.includes(person.username)) return true;
  const unit = facts.complainedUnit;
  if (unit === undefined) return false;
  return person.unitId === unit || (person.groups ?? []).includes(`unit:${unit}`);
}

/** Whether a unit may get the order: not the one that it complains about. */
export function mayLead(unitId: string, facts: Pick<RecusalFacts, 'complainedUnit'>): boolean {
  return facts.complainedUnit !== unitId;
}
