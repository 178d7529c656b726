import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nextOrderNumber } from './index.ts';
import { openTestStore } from '../testing/open-test-store.ts';
import type { TestStore } from '../testing/open-test-store.ts';

describe('order numbers', () => {
  let test: TestStore;
  beforeAll(async () => {
    test = await openTestStore();
  }, 180_000);
  afterAll(() => test.stop());

  it('gives each of many at once its own number, from 1 each day in Shanghai', async () => {
    const at = Date.parse('2026-11-24T15:59:59Z');
    const numbers = await Promise.all(Array.from({ length: 20 }, () => nextOrderNumber(test.store, at)));

    expect([...numbers].sort()).toEqual(
      Array.from({ length: 20 }, (_, i) => `JS20261124-${String(i + 1).padStart(6, '0')}`),
    );
    expect(await nextOrderNumber(test.store, at + 1000)).toBe('JS20261125-000001');
  });
});
