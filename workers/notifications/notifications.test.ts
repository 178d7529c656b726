import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { FieldCipher, loadCityConfig, rulesOfCity, sealPersonalData } from '@jiesu/store';
import type { CityConfig, NotificationDocument } from '@jiesu/store';
import { newOrder, openTestStore } from '@jiesu/store/testing';
import type { TestStore } from '@jiesu/store/testing';
import { createLogger } from '../runtime/index.ts';
import { ROOT } from '../testing/engine-process.ts';
import { startHttpReceiver } from '../testing/http-receiver.ts';
import type { HttpReceiver } from '../testing/http-receiver.ts';
import { startSmtpReceiver } from '../testing/smtp-receiver.ts';
import type { SmtpReceiver } from '../testing/smtp-receiver.ts';
import { Addresses } from './addresses.ts';
import { emailChannel, signature, smsChannel, webhookChannel } from './channels/index.ts';
import { Delivery } from './delivery.ts';
import { notifier } from './notify.ts';
import type { Notice, Notify } from './notify.ts';

const at = (time: string): number => Date.parse(`${time}+08:00`);
/** A Tuesday. */
const MORNING = at('2026-11-24T10:00:00');
const NIGHT = at('2026-11-24T23:00:00');
const MINUTE_MS = 60_000;

let test: TestStore;
let city: CityConfig;
let smtp: SmtpReceiver;
let http: HttpReceiver;
let notify: Notify;
let delivery: Delivery;
const cipher = new FieldCipher('a secret of the tests');

beforeAll(async () => {
  [test, city, smtp, http] = await Promise.all([
    openTestStore(),
    loadCityConfig(path.join(ROOT, 'config')),
    startSmtpReceiver(),
    startHttpReceiver(),
  ]);
  const { store } = test;
  const rules = rulesOfCity(city);
  notify = notifier({
    store,
    rules: () => rules,
    channels: new Set(['in-app', 'email', 'webhook', 'sms']),
  });
  const { smsSignature } = city.notifications;
  const timeoutMs = 2000;
  delivery = new Delivery({
    store,
    city,
    logger: createLogger('silent'),
    addresses: new Addresses(store, city, cipher),
    channels: new Map([
      ['email', emailChannel({ smtpUrl: smtp.url, from: '12345 <hotline@city.example>', timeoutMs })],
      ['webhook', webhookChannel({ url: http.url, secret: 'shared', timeoutMs, now: () => MORNING })],
      ['sms', smsChannel({ url: http.url, token: 'token', signature: smsSignature, timeoutMs })],
    ]),
  });
  const person = { passwordHash: '-', roles: ['unit-handler' as const], active: true };
  await store.people.create(
    {
      ...person,
      _id: 'a',
      username: 'a',
      name: '甲',
      groups: ['unit:housing-bureau'],
      email: 'a@city.example',
    },
    {
      ...person,
      _id: 'b',
      username: 'b',
      name: '乙',
      groups: ['unit:housing-bureau'],
      email: 'b@city.example',
      mobile: '0000-1',
    },
    {
      ...person,
      _id: 'c',
      username: 'c',
      name: '丙',
      groups: ['unit:housing-bureau'],
      email: 'c@city.example',
      active: false,
    },
  );
}, 180_000);

afterAll(async () => {
  await Promise.all([test.stop(), smtp.stop(), http.stop()]);
});

let seen = { mails: 0, requests: 0 };
afterEach(async () => {
  smtp.refuseWith(undefined);
  http.answerWith(200);
  await test.store.notifications.deleteMany({});
  seen = { mails: smtp.mails.length, requests: http.requests.length };
});
const mails = () => smtp.mails.slice(seen.mails);
const requests = () => http.requests.slice(seen.requests);

const reminder = (id: string, change: Partial<Notice> = {}): Notice => ({
  id,
  template: 'reminder',
  to: { unit: 'housing-bureau' },
  orderId: 'o1',
  orderNo: 'JS20261124-000001',
  data: { occasion: 'before-24h' },
  at: MORNING,
  ...change,
});
const stored = (): Promise<NotificationDocument[]> =>
  test.store.notifications.find().sort({ _id: 1 }).lean<NotificationDocument[]>();
const stateOf = async (id: string) => (await stored()).find(({ _id }) => _id === id);
const decoded = (raw: string): string => {
  const [head = '', ...body] = raw.split('\r\n\r\n');
  const text = body.join('');
  return /base64/i.test(head) ? Buffer.from(text, 'base64').toString('utf8') : text;
};

describe('notifications', () => {
  it('keeps one document a channel, also when the job is delivered again', async () => {
    await notify([reminder('j1')]);
    await notify([reminder('j1')]);
    expect((await stored()).map(({ _id, state }) => [_id, state])).toEqual([
      ['j1:email', 'pending'],
      ['j1:in-app', 'sent'],
      ['j1:webhook', 'pending'],
    ]);
  });

  it('holds mail for the digest, and sends what belongs to one recipient in one message', async () => {
    await notify([
      reminder('j1'),
      reminder('j2', { orderId: 'o2', orderNo: 'JS20261124-000002', data: { occasion: 'due' } }),
    ]);

    await delivery.deliverDue(MORNING);
    expect(mails()).toEqual([]);
    await delivery.deliverDue(at('2026-11-24T14:30:00'));

    expect(mails()).toHaveLength(1);
    expect(mails()[0]?.recipients).toEqual(['a@city.example', 'b@city.example']);
    const text = decoded(mails()[0]?.raw ?? '');
    expect(text).toContain('1. 工单 JS20261124-000001：距到期不足 24 小时。');
    expect(text).toContain('2. 工单 JS20261124-000002：办理期限已到。');
    expect(await stateOf('j2:email')).toMatchObject({ state: 'sent', log: [{ outcome: 'sent' }] });
  });

  it('waits for duty hours at night, but not with an emergency', async () => {
    await notify([
      reminder('j1', { template: 'card-issued', data: { colour: 'red', cause: 'due' }, at: NIGHT }),
      reminder('j2', {
        template: 'emergency-pushed',
        to: { unit: 'housing-bureau', duty: true },
        emergency: true,
        at: NIGHT,
      }),
    ]);

    await delivery.deliverDue(NIGHT);

    expect((await stateOf('j1:email'))?.notBefore).toEqual(new Date(at('2026-11-25T09:00:00')));
    expect(await stateOf('j1:email')).toMatchObject({ state: 'pending', attempts: 0 });
    expect(await stateOf('j2:email')).toMatchObject({ state: 'sent' });
    const sms = requests().map(({ body }) => JSON.parse(body) as { phones?: string[]; text?: string });
    const sent = sms.find(({ phones }) => phones !== undefined);
    // the squad, who is on the roster that day, and the unit's people
    expect(sent?.phones).toEqual(['0000-8820002', '0000-8810002', '0000-1']);
    expect(sent?.text).toMatch(/^【江州12345】紧急工单 JS20261124-000001 /);
  });

  it('signs what it posts', async () => {
    await notify([reminder('j1')]);
    await delivery.deliverDue(MORNING);

    const [request] = requests();
    const body = request?.body ?? '';
    expect(request?.headers['x-jiesu-signature']).toBe(signature(body, 'shared', MORNING));
    expect(request?.headers['x-jiesu-delivery']).toBe('j1:webhook');
    expect(JSON.parse(body)).toMatchObject({
      title: '催办：JS20261124-000001',
      notifications: [
        { template: 'reminder', recipient: 'unit:housing-bureau', data: { occasion: 'before-24h' } },
      ],
    });
    expect(signature(body, 'another', MORNING)).not.toBe(request?.headers['x-jiesu-signature']);
  });

  it('tries again with longer and longer pauses while the receiver is away, with the same id', async () => {
    await notify([reminder('j1')]);
    http.answerWith(503);
    await delivery.deliverDue(MORNING);
    expect(await stateOf('j1:webhook')).toMatchObject({
      state: 'pending',
      attempts: 1,
      nextAt: new Date(MORNING + 30_000),
      log: [{ outcome: 'retry', detail: 'HTTP 503' }],
    });
    await delivery.deliverDue(MORNING + 29_999);
    expect(requests()).toHaveLength(1);
    await delivery.deliverDue(MORNING + 30_000);
    expect((await stateOf('j1:webhook'))?.nextAt).toEqual(new Date(MORNING + 90_000));

    http.answerWith(204);
    await delivery.deliverDue(MORNING + 90_000);

    expect(await stateOf('j1:webhook')).toMatchObject({ state: 'sent', attempts: 3 });
    expect(new Set(requests().map(({ headers }) => headers['x-jiesu-delivery'])).size).toBe(1);
  });

  it('gives up after the attempts of the rule', async () => {
    await notify([reminder('j1')]);
    http.answerWith(500);
    let now = MORNING;
    for (let i = 0; i < city.notifications.retry.attempts; i += 1, now += 120 * MINUTE_MS) {
      await delivery.deliverDue(now);
    }
    expect(await stateOf('j1:webhook')).toMatchObject({ state: 'failed', attempts: 8 });
    expect(await stateOf('j1:webhook')).not.toHaveProperty('nextAt');
  });

  it.each([
    ['HTTP 400', () => http.answerWith(400), 'j1:webhook'],
    ['SMTP 550', () => smtp.refuseWith(550), 'j1:email'],
  ])('does not repeat what was refused for good: %s', async (detail, refuse, id) => {
    await notify([reminder('j1', { template: 'card-issued' })]);
    refuse();
    await delivery.deliverDue(MORNING);
    expect(await stateOf(id)).toMatchObject({ state: 'failed', log: [{ outcome: 'failed', detail }] });
  });

  it('tries again when the mail server asks to', async () => {
    await notify([reminder('j1', { template: 'card-issued' })]);
    smtp.refuseWith(451);
    await delivery.deliverDue(MORNING);
    expect(await stateOf('j1:email')).toMatchObject({ state: 'pending', log: [{ detail: 'SMTP 451' }] });
  });

  it('drops what it said to the same recipient shortly before', async () => {
    await notify([reminder('j1')]);
    await delivery.deliverDue(MORNING);
    await notify([
      reminder('j2', { at: MORNING + 10 * MINUTE_MS }),
      reminder('j3', { at: MORNING + 31 * MINUTE_MS }),
    ]);

    await delivery.deliverDue(MORNING + 10 * MINUTE_MS);
    await delivery.deliverDue(MORNING + 31 * MINUTE_MS);

    expect(await stateOf('j2:webhook')).toMatchObject({ state: 'dropped', log: [{ detail: 'REPEATED' }] });
    expect(await stateOf('j3:webhook')).toMatchObject({ state: 'sent' });
  });

  it('writes to a caller whose number it opens only then, and keeps it out of what it stores', async () => {
    const phone = '13800001111';
    await test.store.orders.create(newOrder('o9', { caller: sealPersonalData(cipher, 'o9', { phone }) }));
    await notify([
      reminder('j1', { template: 'caller-callback', to: { caller: true }, orderId: 'o9', data: {} }),
      reminder('j2', { template: 'caller-callback', to: { caller: true }, orderId: 'nobody', data: {} }),
    ]);
    await delivery.deliverDue(MORNING);

    expect(requests().map(({ body }) => (JSON.parse(body) as { phones: string[] }).phones)).toEqual([
      [phone],
    ]);
    expect(await stateOf('j2:sms')).toMatchObject({ state: 'failed', log: [{ detail: 'NO_ADDRESS' }] });
    expect(JSON.stringify(await stored())).not.toContain(phone);
  });

  it('takes over what a delivery had when it died', async () => {
    await notify([reminder('j1')]);
    await test.store.notifications.updateOne(
      { _id: 'j1:webhook' },
      { $set: { state: 'sending', claim: 'gone', nextAt: new Date(MORNING + MINUTE_MS), attempts: 1 } },
    );
    await delivery.deliverDue(MORNING);
    expect(requests()).toEqual([]);
    await delivery.deliverDue(MORNING + MINUTE_MS);
    expect(await stateOf('j1:webhook')).toMatchObject({ state: 'sent', attempts: 2 });
  });

  it('names a template that does not exist', async () => {
    await expect(notify([reminder('j1', { template: 'nothing' })])).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
  });
});
