/** JSON types by the type names of DMN; other names are not checked. */
const JSON_TYPES: Readonly<Record<string, 'string' | 'number' | 'boolean'>> = {
  string: 'string',
  boolean: 'boolean',
  number: 'number',
  integer: 'number',
  long: 'number',
  double: 'number',
};

/**
 * Why a value is not of a declared type, or undefined when it is. Null is of every type. Lists and contexts pass, because
 * editors declare a string where an author has chosen nothing.
 */
export function typeMismatch(value: unknown, typeRef: string | undefined): string | undefined {
  const expected = typeRef === undefined ? undefined : JSON_TYPES[typeRef];
  if (expected === undefined || value === null || typeof value === 'object') return undefined;
  return typeof value === expected
    ? undefined
    : `${JSON.stringify(value)} is not of the type ${typeRef ?? ''}`;
}
