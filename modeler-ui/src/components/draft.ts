/** What a person typed and has not sent, kept in this browser until it is. */
export interface DraftStore<T> {
  readonly read: () => T | undefined;
  readonly write: (value: T) => void;
  readonly clear: () => void;
}

type Place = 'localStorage' | 'sessionStorage';

/** A draft under a name; a full or forbidden storage is ignored, since a draft is a courtesy, not the record. */
export function draftStore<T>(name: string, place: Place = 'localStorage'): DraftStore<T> {
  const key = `jiesu.draft.${name}`;
  const attempt = <R>(action: (storage: Storage) => R): R | undefined => {
    try {
      return action(globalThis[place]);
    } catch {
      return undefined;
    }
  };
  return {
    read: () =>
      attempt((storage) => {
        const text = storage.getItem(key);
        return text === null ? undefined : (JSON.parse(text) as T);
      }),
    write: (value) => attempt((storage) => storage.setItem(key, JSON.stringify(value))),
    clear: () => attempt((storage) => storage.removeItem(key)),
  };
}

const PERSONAL = /^jiesu\.draft\.(intake|task|request)\./;

/** Forgets the drafts that may hold callers' data, for a shared desk after sign-out. Diagrams stay. */
export function clearDrafts(): void {
  for (const place of ['localStorage', 'sessionStorage'] as const) {
    try {
      const storage = globalThis[place];
      for (const key of Object.keys(storage)) if (PERSONAL.test(key)) storage.removeItem(key);
    } catch {
      // nothing is stored where storage is forbidden
    }
  }
}
