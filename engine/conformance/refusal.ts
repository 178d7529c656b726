/** Whether what was thrown has these properties. */
export function isRefusal(error: unknown, properties: Readonly<Record<string, unknown>>): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const found = error as Readonly<Record<string, unknown>>;
  return Object.entries(properties).every(([name, value]) => found[name] === value);
}
