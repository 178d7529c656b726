/** The instant in UTC with a Z, which is how the API writes dates. What is not a date stays as it is. */
export function utc(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : date.toISOString();
}
