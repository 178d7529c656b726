import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { Desk, startTestSystem } from '../testing/test-server.ts';
import type { TestSystem } from '../testing/test-server.ts';

describe('sessions', () => {
  let system: TestSystem;

  beforeAll(async () => {
    system = await startTestSystem({ SERVER_SIGN_IN_FAILURES: '3' });
  }, 120_000);
  afterAll(() => system.stop());

  it('sign a person in with a cookie that scripts can not read', async () => {
    const desk = new Desk(system.url());
    const answer = await desk.signIn('agent');

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      person: {
        username: 'agent',
        name: '话务员小林',
        roles: ['agent'],
        unitId: null,
        groups: ['role:agent'],
      },
      csrfToken: expect.any(String),
    });
    const cookies = answer.headers['set-cookie'] as unknown as string[];
    expect(cookies.find((cookie) => cookie.startsWith('jiesu.sid'))).toMatch(/HttpOnly; SameSite=Lax/);
    expect((await desk.get('/api/session')).body).toMatchObject({ person: { username: 'agent' } });
  });

  it('refuse a wrong password and an unknown name alike, in both languages', async () => {
    for (const username of ['auditor', 'nobody']) {
      const answer = await new Desk(system.url()).signIn(username, 'wrong');
      expect(answer.status).toBe(401);
      expect(answer.type).toBe('application/problem+json');
      expect(answer.body).toMatchObject({
        code: 'SIGN_IN_FAILED',
        zh: '用户名或密码不正确',
        detail: '用户名或密码不正确',
        en: 'The user name or the password is wrong',
      });
    }
  });

  it('stop answering after too many failures of a name, and let others in', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 4; i += 1) {
      statuses.push((await new Desk(system.url()).signIn('secretary', 'wrong')).status);
    }
    const last = await new Desk(system.url()).signIn('secretary');

    expect(statuses).toEqual([401, 401, 401, 429]);
    expect(last.status).toBe(429);
    expect(last.body).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
    expect((await new Desk(system.url()).signIn('leader')).status).toBe(200);
  });

  it('never count a sign-in that succeeds', async () => {
    for (let i = 0; i < 6; i += 1) {
      expect((await new Desk(system.url()).signIn('callback')).status).toBe(200);
    }
  });

  it('need the token for a mutation', async () => {
    const desk = await system.desk('agent');
    const forged = await desk.agent.post('/api/orders').send({});

    expect(forged.status).toBe(403);
    expect(forged.body).toMatchObject({ code: 'CSRF_INVALID' });
    const other = await system.desk('agent');
    desk.csrfToken = other.csrfToken;
    expect((await desk.post('/api/orders')).body).toMatchObject({ code: 'CSRF_INVALID' });
  });

  it('are needed before anything else is said', async () => {
    for (const [method, path] of [
      ['get', '/api/session'],
      ['get', '/api/orders'],
      ['post', '/api/orders'],
      ['get', '/api/events'],
      ['post', '/api/tasks/1/complete'],
    ] as const) {
      const answer = await request(system.url())[method](path);
      expect({ path, status: answer.status, code: (answer.body as { code?: string }).code }).toEqual({
        path,
        status: 401,
        code: 'NOT_SIGNED_IN',
      });
    }
  });

  it('end on sign-out, and when the person is removed', async () => {
    const desk = await system.desk('approver');
    expect((await desk.delete('/api/session')).status).toBe(204);
    expect((await desk.get('/api/session')).status).toBe(401);

    const other = await system.desk('approver');
    await system.test.store.people.updateOne({ _id: 'approver' }, { $set: { active: false } });
    expect((await other.get('/api/session')).status).toBe(401);
  });

  it('outlive a restart of the server, with their token', async () => {
    const desk = await system.desk('admin');
    const { port } = system.server;
    await system.server.close();
    system.server = await system.startServer({ PORT: String(port) });

    expect((await desk.get('/api/session')).body).toMatchObject({ person: { username: 'admin' } });
    expect((await desk.put('/api/clock', { at: 'x' })).status).toBe(400);
  });

  it('take a changed demo password at the next start', async () => {
    const again = await system.startServer({ JIESU_DEMO_PASSWORD: 'another one' });
    const url = `http://127.0.0.1:${again.port}`;

    expect((await new Desk(url).signIn('agent')).status).toBe(401);
    expect((await new Desk(url).signIn('agent', 'another one')).status).toBe(200);
    await again.close();
  });
});
