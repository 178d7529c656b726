import type { IncidentType } from '../state/index.ts';

/** A token can't go on: becomes an incident. Everything that was changed for the step is taken back or may be done again. */
export class Standstill extends Error {
  readonly code = 'STANDSTILL';
  readonly type: IncidentType;

  constructor(type: IncidentType, message: string) {
    super(message);
    this.type = type;
  }
}

/** Whether an error is a Standstill. */
export function isStandstill(error: unknown): error is Standstill {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'STANDSTILL';
}
