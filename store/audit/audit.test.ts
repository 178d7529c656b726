import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditLog } from './index.ts';
import { openTestStore } from '../testing/open-test-store.ts';
import type { TestStore } from '../testing/open-test-store.ts';

describe('audit log', () => {
  let test: TestStore;
  let log: AuditLog;
  beforeAll(async () => {
    test = await openTestStore();
    log = new AuditLog(test.store, 'secret of the test');
  }, 180_000);
  afterEach(() => test.store.audit.deleteMany());
  afterAll(() => test.stop());

  const record = (subject: string) => ({
    at: new Date('2026-11-24T02:00:00Z'),
    actor: 'agent',
    action: 'caller.view',
    subject,
    data: { z: 1, a: { nested: true } },
  });

  it('chains entries that several processes append at once, without a gap', async () => {
    const other = new AuditLog(test.store, 'secret of the test');
    await Promise.all(
      Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? log : other).append(record(`order:${i}`))),
    );

    const result = await log.verify();

    expect(result).toMatchObject({ intact: true, entries: 10 });
  });

  it.each([
    ['changed', () => test.store.audit.updateOne({ _id: 2 }, { $set: { actor: 'nobody' } })],
    ['removed', () => test.store.audit.deleteOne({ _id: 2 })],
  ])('finds an entry that was %s', async (_what, tamper) => {
    for (const subject of ['order:1', 'order:2', 'order:3']) await log.append(record(subject));

    await tamper();

    expect(await log.verify()).toEqual({ intact: false, brokenAt: 2 });
  });

  it('is not fooled by a chain made without the secret', async () => {
    await new AuditLog(test.store, 'a guess').append(record('order:1'));
    expect(await log.verify()).toEqual({ intact: false, brokenAt: 1 });
  });
});
