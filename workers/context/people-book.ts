import type { PersonDocument, Store } from '@jiesu/store';

/** What a worker needs to know of an official. */
export type KnownPerson = Pick<PersonDocument, 'username' | 'name' | 'unitId' | 'groups'>;

/** A change of a person is seen after this many ms. */
const FRESH_FOR_MS = 15_000;
const MOST_PEOPLE = 2000;

/** Officials by their user names; each is read once in a while. */
export class PeopleBook {
  readonly #store: Store;
  readonly #known = new Map<string, { readonly person: KnownPerson | undefined; readonly at: number }>();

  constructor(store: Store) {
    this.#store = store;
  }

  async find(username: string): Promise<KnownPerson | undefined> {
    const known = this.#known.get(username);
    if (known !== undefined && performance.now() - known.at < FRESH_FOR_MS) return known.person;
    const person = await this.#store.people
      .findById(username, { username: 1, name: 1, unitId: 1, groups: 1 })
      .lean<KnownPerson | null>();
    if (this.#known.size >= MOST_PEOPLE) this.#known.clear();
    this.#known.set(username, { person: person ?? undefined, at: performance.now() });
    return person ?? undefined;
  }
}
