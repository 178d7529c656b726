import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { FieldCipher } from '@jiesu/store';
import { newOrder } from '../../store/testing/index.ts';
import { startTestSystem } from '../testing/test-server.ts';
import type { TestSystem } from '../testing/test-server.ts';

const TOKEN = 'a token of the gateway';
const SECRET = 'a secret of sixteen or more';

describe('answers of callers by text message', () => {
  let system: TestSystem;
  beforeAll(async () => {
    system = await startTestSystem({ SERVER_SMS_TOKEN: TOKEN, JIESU_SECRET: SECRET });
    const phoneHash = new FieldCipher(SECRET).phoneHash('13800001111') ?? '';
    const waiting = { status: 'callback' as const, phoneHash, callbackPlan: { smsUntil: new Date() } };
    await system.test.store.orders.create(
      newOrder('s1', waiting),
      newOrder('s2', { phoneHash, status: 'callback', receivedAt: new Date('2026-11-25T01:00:00Z') }),
    );
  }, 180_000);
  afterAll(() => system.stop());

  const send = (text: string, token = TOKEN) =>
    request(system.url())
      .post('/api/sms/replies')
      .set('authorization', `Bearer ${token}`)
      .send({ phone: '138 0000 1111', text });
  const read = (id: string) => system.test.store.orders.findById(id).lean();

  it('are taken from the gateway alone', async () => {
    expect((await send('1', 'another token')).status).toBe(401);
    expect(
      (await request(system.url()).post('/api/sms/replies').send({ phone: '13800001111', text: '1' })).status,
    ).toBe(401);
  });

  it('go to the order that waits for one, the first counts, and what is no answer is left alone', async () => {
    expect((await send('你好')).status).toBe(202);
    expect((await read('s1'))?.smsReply).toBeUndefined();
    expect((await send('回复2')).status).toBe(202);
    expect((await send('1')).status).toBe(202);
    expect((await read('s1'))?.smsReply).toMatchObject({ answer: '2' });
    expect((await read('s2'))?.smsReply).toBeUndefined();
  });
});
