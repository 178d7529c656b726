import { demoPeople } from '@jiesu/domain';
import type { CityConfig, Store } from '@jiesu/store';
import type { Passwords } from '../session/index.ts';

/** Writes the units of config/units.yaml; one that is gone from it stays, no longer active. */
export async function seedUnits(store: Store, city: CityConfig): Promise<void> {
  const units = city.units.units;
  await store.units.bulkWrite(
    units.map(({ id, zh, en, group, phone, areas, duties, emergencySquad, roster }) => ({
      updateOne: {
        filter: { _id: id },
        update: {
          $set: {
            ...{ zh, en, group, phone, areas, duties, roster, active: true },
            ...(emergencySquad === undefined ? {} : { emergencySquad }),
          },
        },
        upsert: true,
      },
    })),
  );
  await store.units.updateMany({ _id: { $nin: units.map(({ id }) => id) } }, { $set: { active: false } });
}

/**
 * Writes the demo people of config/people.yaml. They share one password, so it is hashed once, and again only when
 * it was changed.
 */
export async function seedDemoPeople(
  store: Store,
  city: CityConfig,
  passwords: Passwords,
  password: string,
): Promise<void> {
  const people = demoPeople(city.people, city.units.units);
  const known = await store.people
    .find({ _id: { $in: people.map(({ username }) => username) } }, { passwordHash: 1 })
    .lean();
  const hashes = new Map(known.map((person) => [person._id, person.passwordHash]));
  const shared = await sharedHash([...new Set(hashes.values())], passwords, password);
  await store.people.bulkWrite(
    people.map(({ username, zh, en, roles, unitId, groups }) => ({
      updateOne: {
        filter: { _id: username },
        update: {
          $set: {
            ...{ username, name: zh, nameEn: en, roles: [...roles], groups: [...groups], active: true },
            passwordHash: shared,
            ...(unitId === undefined ? {} : { unitId }),
          },
        },
        upsert: true,
      },
    })),
  );
}

async function sharedHash(known: readonly string[], passwords: Passwords, password: string): Promise<string> {
  const [only] = known;
  if (known.length === 1 && only !== undefined && (await passwords.matches(only, password))) return only;
  return await passwords.hash(password);
}
