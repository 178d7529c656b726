export { FieldCipher, SealBrokenError, deriveKey } from './field-cipher.ts';
export type { SealContext } from './field-cipher.ts';
export { openPersonalData, sealPersonalData } from './caller.ts';
export type { CallerData } from './caller.ts';
