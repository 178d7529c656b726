import { formatKey, packKey, unpackKey } from '../state/index.ts';

/** The tenant that everything belongs to. */
export const TENANT = '<default>';

/** A date as the API writes it. @param epochMs epoch ms */
export function dateText(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

/** As `dateText`, null for none. */
export function dateTextOrNull(epochMs: number | null): string | null {
  return epochMs === null ? null : dateText(epochMs);
}

/** The end of what has lasted for some ms, null while it lasts. */
export function endText({
  startedAt,
  lasted,
}: {
  readonly startedAt: number;
  readonly lasted: number | null;
}): string | null {
  return lasted === null ? null : dateText(startedAt + lasted);
}

/** A key without its base as the API writes it. */
export function keyText(packed: number): string {
  return formatKey(unpackKey(packed));
}

/** As `keyText`, null for none. */
export function packedKeyText(packed: number): string | null {
  return packed === 0 ? null : keyText(packed);
}

/** A key as a client gives it, without its base; none for text that is no key of this engine. */
export function keyOf(text: string): readonly number[] {
  const key = /^\d{1,19}$/.test(text) ? Number(text) : Number.NaN;
  const packed = packKey(key);
  return Number.isSafeInteger(key) && packed !== key ? [packed] : [];
}
