/** For tests of this and other packages: a real database, and an order to begin with. */
export { openTestStore } from './open-test-store.ts';
export type { TestStore } from './open-test-store.ts';
export { newOrder } from './order-fixture.ts';
