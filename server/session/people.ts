import type { Store } from '@jiesu/store';
import type { People } from './person.ts';

/** People as the database has them; one who is no longer active is not found, so their sessions end at once. */
export function peopleOf(store: Pick<Store, 'people'>): People {
  return {
    async find(username) {
      const found = await store.people.findOne({ _id: username, active: true }).lean();
      if (found === null) return undefined;
      return {
        username: found.username,
        name: found.name,
        roles: found.roles,
        unitId: found.unitId ?? null,
        groups: found.groups,
        passwordHash: found.passwordHash,
      };
    },
  };
}
