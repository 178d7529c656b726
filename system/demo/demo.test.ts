import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { OrderView } from '../client/index.ts';
import { Script } from './script.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

describe('npm run demo', () => {
  it('plays the three cases to their end on a system of its own', async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', 'system/demo/main.ts'],
      {
        cwd: root,
        env: { ...process.env, NODE_OPTIONS: '', JIESU_URL: undefined },
      },
    );
    expect(stdout.match(/^■ 案例/gm)).toHaveLength(3);
    expect(stdout.match(/✓/g)?.length).toBeGreaterThan(20);
    expect(stdout).toContain('三个案例全部按时走完。');
  }, 180_000);
});

describe('a script', () => {
  const order = { orderNo: 'JS20260304-000001' } as OrderView;
  const limit = '2026-03-04T10:30:00+08:00';

  it.each([
    ['late', '2026-03-04T10:30:00.001+08:00'],
    ['missing', null],
  ])('stops at a step that is %s', (_how, at) => {
    const script = new Script(() => undefined);
    expect(() => script.expectInTime(order, '签收', at, limit)).toThrow('签收');
  });

  it('goes on at a step that is just in time', () => {
    const lines: string[] = [];
    new Script((line) => lines.push(line)).expectInTime(order, '签收', limit, limit);
    expect(lines.join()).toContain('✓ 签收');
  });
});
