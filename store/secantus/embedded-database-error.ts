/** The embedded database can not be installed; the message is one line that says what to do. */
export class EmbeddedDatabaseError extends Error {
  readonly code = 'EMBEDDED_DATABASE_UNAVAILABLE';
}
