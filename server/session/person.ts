import { z } from 'zod';
import { ROLES } from '@jiesu/domain';

/** A person as the API shows them, and as every endpoint that needs one gets them. */
export const personSchema = z.object({
  username: z.string(),
  name: z.string(),
  roles: z.array(z.enum(ROLES)),
  unitId: z.string().nullable(),
  groups: z.array(z.string()).describe('role:<role> for each role and unit:<unit id>'),
});

/** The person of a session. */
export type SignedInPerson = z.output<typeof personSchema>;

/** A person with what proves who they are. */
export interface KnownPerson extends SignedInPerson {
  readonly passwordHash: string;
}

/** What the API shows of a person. */
export function shownPerson({ username, name, roles, unitId, groups }: KnownPerson): SignedInPerson {
  return { username, name, roles, unitId, groups };
}

/** Where people are found. */
export interface People {
  /** The active person of a user name. */
  find(username: string): Promise<KnownPerson | undefined>;
}
