import MongoStore from 'connect-mongo';
import type { Store as SessionStore } from 'express-session';
import type { Store } from '@jiesu/store';

/** How long a session that is only used keeps its stored expiry before it is written again, seconds. */
const TOUCH_AFTER_S = 300;

/** Sessions in the collection `sessions`, on the connection that the store has: they outlive a restart. */
export function sessionStoreOf(store: Pick<Store, 'connection'>, idleMs: number): SessionStore {
  return MongoStore.create({
    client: store.connection.getClient(),
    dbName: store.connection.name,
    collectionName: 'sessions',
    ttl: Math.ceil(idleMs / 1000),
    touchAfter: TOUCH_AFTER_S,
    stringify: false,
  });
}
