import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import request from 'supertest';
import { openStream } from './testing/open-stream.ts';
import { startTestSystem } from './testing/test-server.ts';
import type { TestSystem } from './testing/test-server.ts';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

describe('the server', () => {
  let system: TestSystem;

  beforeAll(async () => {
    system = await startTestSystem({ SERVER_LIVE_CLIENTS: '2' });
  }, 120_000);
  afterAll(() => system.stop());

  it('documents every endpoint of its API', async () => {
    const { body } = (await request(system.url()).get('/api/openapi.json')) as { body: OpenApi };
    const documented = Object.entries(body.paths)
      .flatMap(([path_, methods]) => Object.keys(methods).map((method) => `${method} ${path_}`))
      .sort();

    expect(body.openapi).toBe('3.1.0');
    expect(documented).toEqual([
      'delete /api/clock',
      'delete /api/rule-changes/{id}',
      'delete /api/rule-changes/{id}/files/{ruleId}',
      'delete /api/session',
      'get /api/areas',
      'get /api/calendar',
      'get /api/catalogue',
      'get /api/catalogue/proposals',
      'get /api/clock',
      'get /api/disputes',
      'get /api/documents/{no}',
      'get /api/documents/{no}/print',
      'get /api/events',
      'get /api/meetings',
      'get /api/meetings/{id}',
      'get /api/notifications',
      'get /api/orders',
      'get /api/orders/{orderNo}',
      'get /api/orders/{orderNo}/caller',
      'get /api/orders/{orderNo}/deadline',
      'get /api/orders/{orderNo}/diagram',
      'get /api/orders/{orderNo}/documents',
      'get /api/orders/{orderNo}/events',
      'get /api/orders/{orderNo}/notifications',
      'get /api/orders/{orderNo}/requests',
      'get /api/precedents',
      'get /api/processes',
      'get /api/processes/{processId}/xml',
      'get /api/referrals',
      'get /api/reports',
      'get /api/rule-changes',
      'get /api/rule-changes/{id}',
      'get /api/rule-changes/{id}/apply-preview',
      'get /api/rule-changes/{id}/runs',
      'get /api/rule-changes/{id}/words',
      'get /api/rule-runs/{id}',
      'get /api/rules',
      'get /api/rules/export',
      'get /api/rules/{ruleId}',
      'get /api/rules/{ruleId}/versions',
      'get /api/rules/{ruleId}/versions/{number}/diff',
      'get /api/session',
      'get /api/tasks',
      'get /api/tasks/{key}',
      'get /api/units',
      'patch /api/rule-changes/{id}',
      'post /api/catalogue/proposals/{id}/draft',
      'post /api/catalogue/proposals/{id}/withdraw',
      'post /api/meetings/{id}/move',
      'post /api/notifications/read',
      'post /api/orders',
      'post /api/orders/{orderNo}/recusals',
      'post /api/orders/{orderNo}/requests',
      'post /api/processes/{processId}/deploy',
      'post /api/rule-changes',
      'post /api/rule-changes/{id}/apply',
      'post /api/rule-changes/{id}/approve',
      'post /api/rule-changes/{id}/check',
      'post /api/rule-changes/{id}/import',
      'post /api/rule-changes/{id}/publish',
      'post /api/rule-changes/{id}/refuse',
      'post /api/rule-changes/{id}/replay',
      'post /api/rule-changes/{id}/roll-back',
      'post /api/rule-changes/{id}/submit',
      'post /api/rule-changes/{id}/undo-apply',
      'post /api/rule-runs/{id}/stop',
      'post /api/rules/calendar/import',
      'post /api/rules/calendar/month',
      'post /api/rules/what-if',
      'post /api/session',
      'post /api/sms/replies',
      'post /api/tasks/{key}/claim',
      'post /api/tasks/{key}/complete',
      'post /api/tasks/{key}/unclaim',
      'put /api/clock',
      'put /api/rule-changes/{id}/files/{ruleId}',
    ]);
    const intake = JSON.stringify(body.paths['/api/orders']?.['post']);
    expect(intake).toMatch(/"maxLength":5000/);
    expect(intake).toMatch(/idempotency-key/);
  });

  it('shows the documentation without an inline script', async () => {
    const page = await request(system.url()).get('/api/docs');
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toContain("script-src 'self';");
    for (const [, source = ''] of page.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      const asset = await request(system.url()).get(new URL(source, 'http://x/api/docs').pathname);
      expect({ source, status: asset.status }).toEqual({ source, status: 200 });
    }
    expect(page.text).not.toMatch(/<script>(.|\n)/);
  });

  it('tells its health, its readiness and its numbers', async () => {
    expect((await request(system.url()).get('/healthz')).status).toBe(200);
    expect((await request(system.url()).get('/readyz')).body).toEqual({
      status: 'up',
      parts: { database: 'up', engine: 'up' },
    });
    const metrics = await request(system.url()).get('/metrics');
    expect(metrics.text).toMatch(
      /jiesu_http_request_seconds_count\{method="GET",path="\/readyz",status="200"\}/,
    );
    expect(metrics.text).toMatch(/jiesu_outbox_backlog 0/);
    expect(metrics.text).toMatch(/jiesu_live_clients 0/);
  });

  it('answers what it does not have with a problem', async () => {
    const answer = await request(system.url()).get('/api/nothing').set('accept-language', 'en');
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ code: 'NOT_FOUND', instance: '/api/nothing', title: 'Not Found' });
    expect((await request(system.url()).get('/api/orders/%E0%A4%A')).body).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect((await request(system.url()).get('/assets/nothing.js')).status).toBe(404);
  });

  it('gives the choices of forms and the calendar to who is signed in', async () => {
    const desk = await system.desk('unit.water-group');
    const items = async (target: string) => ((await desk.get(target)).body as { items: object[] }).items;

    expect(await items('/api/catalogue')).toContainEqual(
      expect.objectContaining({ id: 'publishing-licence', zh: '印刷出版许可' }),
    );
    expect(await items('/api/units')).toHaveLength(12);
    expect(await items('/api/areas')).toContainEqual(
      expect.objectContaining({ id: 'shiqiao', parent: 'qingshan' }),
    );
    const referrals = (await items('/api/referrals')) as { id: string; script: string }[];
    expect(referrals.find(({ id }) => id === 'outside-duty')?.script).toContain('12348');
    const days = await items('/api/calendar?from=2026-10-01&to=2026-10-03');
    expect(days).toMatchObject([{ date: '2026-10-01', kind: 'holiday' }, {}, {}]);
    expect((await desk.get('/api/calendar?from=soon&to=2026-10-03')).body).toMatchObject({
      errors: [{ field: 'from' }],
    });
  });

  it('deploys the files of the repository once, and what an owner drew stays in force', async () => {
    const owner = await system.desk('owner');
    const list = async () =>
      ((await owner.get('/api/processes')).body as { items: { processId: string }[] }).items.filter(
        ({ processId }) => processId === 'work-order',
      );
    expect(await list()).toMatchObject([{ processId: 'work-order', version: 1, by: 'system' }]);
    const { text: xml } = await owner.get('/api/processes/work-order/xml').buffer(true);
    expect(xml).toBe(await readFile(path.join(ROOT, 'bpmn', 'work-order.bpmn'), 'utf8'));

    const drawn = xml
      .replace(/name="受理[^"]*"/, 'name="受理诉求"')
      .replace('</bpmn:definitions>', ' </bpmn:definitions>');
    const answer = await owner.post('/api/processes/work-order/deploy', { xml: drawn, reason: '改名' });
    expect(answer.body).toMatchObject({ version: 2 });
    const again = await system.startServer();
    await again.close();

    expect(await list()).toMatchObject([
      { processId: 'work-order', version: 2, by: 'owner', reason: '改名' },
    ]);
    expect((await owner.get('/api/processes/work-order/xml?version=1').buffer(true)).text).toBe(xml);
    expect((await owner.get('/api/processes/work-order/xml?version=9')).status).toBe(404);
  });

  it('tells which elements of a drawing the engine refuses, and keeps the version before', async () => {
    const owner = await system.desk('owner');
    const { text: xml } = await owner.get('/api/processes/work-order/xml').buffer(true);
    const broken = xml.replace('type="hotline.classify"', 'type=""');
    const answer = await owner.post('/api/processes/work-order/deploy', { xml: broken, reason: '试一试' });

    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      code: 'DEPLOYMENT_REFUSED',
      errors: expect.arrayContaining([
        expect.objectContaining({
          elementId: 'ClassifyOrder',
          detail: expect.stringMatching(/type/) as unknown,
        }),
      ]),
    });
    const nothing = await owner.post('/api/processes/work-order/deploy', { xml: '<a/>', reason: 'x' });
    expect(nothing.status).toBe(422);
    const agent = await system.desk('agent');
    expect((await agent.post('/api/processes/work-order/deploy', { xml, reason: 'x' })).status).toBe(403);
  });

  it('moves its clock together with the engine’s, for the admin', async () => {
    const admin = await system.desk('admin');
    const engineClock = async () =>
      (await (await fetch(`${system.engineUrl}/engine/clock`)).json()) as object;
    const moved = await admin.put('/api/clock', { at: '2027-01-04T09:00:00+08:00' });

    expect(moved.body).toEqual({ now: '2027-01-04T01:00:00.000Z', pinned: true });
    expect(await engineClock()).toEqual({ now: Date.parse('2027-01-04T01:00:00Z'), pinned: true });
    const agent = await system.desk('agent');
    const taken = await agent.post('/api/orders', { title: '路灯', text: '路灯不亮', area: 'donghu' });
    expect((taken.body as { orderNo: string }).orderNo).toBe('JS20270104-000001');
    expect((await agent.put('/api/clock', { at: '2027-01-04T09:00:00+08:00' })).status).toBe(403);

    // a second server takes over where the engine's clock stands
    const second = await system.startServer();
    const other = await request(`http://127.0.0.1:${second.port}`).get('/healthz');
    expect(other.status).toBe(200);
    await second.close();
    expect((await admin.delete('/api/clock')).body).toMatchObject({ pinned: false });
  });

  it('bounds its streams and ends them when it stops', async () => {
    const desk = await system.desk('supervisor');
    const streams = [openStream(system.url(), desk), openStream(system.url(), desk)];
    await Promise.all(streams.map((stream) => stream.until('connected')));

    const third = await desk.get('/api/events');
    expect({ status: third.status, code: (third.body as { code: string }).code }).toEqual({
      status: 429,
      code: 'RATE_LIMITED',
    });
    const begun = performance.now();
    await system.server.close();
    await Promise.all(streams.map((stream) => stream.ended));
    expect(performance.now() - begun).toBeLessThan(5000);
    system.server = await system.startServer();
  });
});
