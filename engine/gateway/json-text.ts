/** JSON text of an engine value; what JSON cannot say (undefined) is null, as FEEL has it. */
export function jsonText(value: unknown): string {
  return value === undefined ? 'null' : JSON.stringify(value);
}
