import type { SealedCaller } from '../models/index.ts';
import type { FieldCipher, SealContext } from './field-cipher.ts';

/** Who called, in the clear. Lives in memory only while it is shown or checked. */
export interface CallerData {
  name?: string;
  phone?: string;
  address?: string;
}

const FIELDS = ['name', 'phone', 'address'] as const;

const contextOf = (orderId: string, field: string): SealContext => ({
  collection: 'orders',
  field: `caller.${field}`,
  id: orderId,
});

/** Seals what is known of a caller for the order of this id. */
export function sealPersonalData(
  cipher: FieldCipher,
  orderId: string,
  caller: Readonly<Partial<Record<keyof CallerData, string | undefined>>>,
): SealedCaller {
  const sealed: SealedCaller = {};
  for (const field of FIELDS) {
    const value = caller[field];
    if (value !== undefined && value !== '') sealed[field] = cipher.seal(value, contextOf(orderId, field));
  }
  return sealed;
}

/**
 * Opens a caller. Whoever calls this writes an audit entry, or shows only what domain's masks leave of it.
 * @throws SealBrokenError
 */
export function openPersonalData(cipher: FieldCipher, orderId: string, caller: SealedCaller): CallerData {
  const open: CallerData = {};
  for (const field of FIELDS) {
    const envelope = caller[field];
    if (envelope !== undefined) open[field] = cipher.open(envelope, contextOf(orderId, field));
  }
  return open;
}
