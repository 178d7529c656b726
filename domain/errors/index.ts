export { DomainError, fieldError, isDomainError } from './domain-error.ts';
export type { FieldError } from './domain-error.ts';
export { ERROR_TABLE, errorEntry, errorText, isErrorCode } from './table.ts';
export type { ErrorCode, ErrorEntry, ErrorParams } from './table.ts';
