/** Names of fields that hold personal data or a person's own words; a log shows none of them, at any depth. */
export const PERSONAL_FIELDS = [
  'name',
  'phone',
  'address',
  'caller',
  'enterpriseName',
  'text',
  'title',
  'note',
  'reply',
  'reason',
  'legalBasis',
  'reviewNote',
  'measures',
  'dissatisfiedReason',
  'submission',
  'variables',
  'password',
  'passwordHash',
  'cookie',
  'authorization',
  'secret',
] as const;

/** Paths of {@link PERSONAL_FIELDS} at the top and up to `depth` levels below, as pino's `redact` takes them. */
export function redactionPaths(depth = 3): string[] {
  return Array.from({ length: depth + 1 }, (_, level) =>
    PERSONAL_FIELDS.map((field) => '*.'.repeat(level) + field),
  ).flat();
}
