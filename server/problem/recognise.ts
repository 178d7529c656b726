import { DomainError, isDomainError } from '@jiesu/domain';

/** Codes of the database driver that mean it can't be reached, by name of the error. */
const DATABASE_AWAY = new Set([
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoPoolClearedError',
  'PoolClearedOnNetworkError',
]);

interface BodyParserError {
  readonly type: string;
  readonly limit?: number;
}

/** The error of the table behind anything that was thrown; what nobody expected is INTERNAL. */
export function recognise(error: unknown): DomainError {
  if (isDomainError(error)) return error;
  if (isBodyParserError(error)) {
    return error.type === 'entity.too.large'
      ? new DomainError('PAYLOAD_TOO_LARGE', { params: { maxKb: Math.floor((error.limit ?? 0) / 1024) } })
      : new DomainError('BODY_MALFORMED');
  }
  if (error instanceof URIError) return new DomainError('NOT_FOUND');
  if (error instanceof Error && DATABASE_AWAY.has(error.name)) {
    return new DomainError('DATABASE_UNAVAILABLE', { cause: error });
  }
  return new DomainError('INTERNAL', { cause: error });
}

function isBodyParserError(error: unknown): error is BodyParserError {
  if (typeof error !== 'object' || error === null || !('type' in error)) return false;
  return (
    typeof error.type === 'string' &&
    /^(entity|request|encoding|charset|parameters|stream)\./.test(error.type)
  );
}
