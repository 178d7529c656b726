import { EngineError } from '../errors.ts';

/** The only tenant: multi-tenancy is off, and answers name this one. */
export const DEFAULT_TENANT = '<default>';

/** @throws EngineError INVALID_ARGUMENT for any other tenant */
export function checkTenant(tenantId: string | null | undefined): void {
  if (tenantId === undefined || tenantId === null || tenantId === '' || tenantId === DEFAULT_TENANT) return;
  throw new EngineError(
    'INVALID_ARGUMENT',
    `tenant <${tenantId}> is unknown: multi-tenancy is off, leave tenantId out or say ${DEFAULT_TENANT}`,
  );
}

/** @throws EngineError INVALID_ARGUMENT if any is not the default tenant */
export function checkTenants(tenantIds: readonly string[] | null | undefined): void {
  for (const tenantId of tenantIds ?? []) checkTenant(tenantId);
}
