import type { Role } from '@jiesu/domain';
import { collectionSchema, listOf, requiredText } from './schema-parts.ts';

/** An official who signs in. */
export interface PersonDocument {
  /** The user name. */
  _id: string;
  username: string;
  name: string;
  nameEn?: string;
  passwordHash: string;
  roles: Role[];
  unitId?: string;
  /** Candidate groups: `role:…` and `unit:…`. */
  groups: string[];
  active: boolean;
  /** Where an official is told things: an address for e-mail, a number for text messages. */
  email?: string;
  mobile?: string;
}

export const personSchema = collectionSchema<PersonDocument>('people', {
  _id: requiredText,
  username: requiredText,
  name: requiredText,
  nameEn: String,
  passwordHash: requiredText,
  roles: listOf(String),
  unitId: String,
  groups: listOf(String),
  active: { type: Boolean, default: true },
  email: String,
  mobile: String,
});

personSchema.index({ username: 1 }, { unique: true });
