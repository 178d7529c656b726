export { AuditLog } from './audit-log.ts';
export type { AuditRecord, AuditVerification } from './audit-log.ts';
