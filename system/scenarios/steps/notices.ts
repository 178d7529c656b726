import { ok, strictEqual } from 'node:assert/strict';
import type { NotificationDocument } from '@jiesu/store';
import { TIME, iso, isoOf } from '../moments.ts';
import { templateOf, unitId, usernameOf } from '../names.ts';
import { orderNoOf } from '../scene.ts';
import type { Scene, Steps } from '../steps.ts';

/** Steps that look at who is told what, and when. */
export function addNoticesSteps(steps: Steps): void {
  steps.add(/(.+?)(收到|没有收到)通知“(.+)”/, async (scene, [desk = '', has, title = '']) => {
    const person = await scene.city.person(usernameOf(desk));
    const page = await person.request<{ items: { title: string; orderNo: string | null }[] }>(
      'GET',
      '/api/notifications?limit=100',
    );
    const titles = page.items
      .filter(({ orderNo }) => orderNo === orderNoOf(scene))
      .map((item) => item.title.replace(/：.*/u, ''));
    strictEqual(titles.includes(title), has === '收到', `notifications: ${titles.join('、') || 'none'}`);
  });
  steps.add(/(已|未)告知诉求人“(.+)”/, async (scene, [has, title = '']) => {
    const told = await noticesOf(scene, title);
    strictEqual(
      told.some(({ recipient }) => recipient === 'caller'),
      has === '已',
    );
  });
  steps.add(
    new RegExp(`“(.+)”的通知“(.+)”于 (${TIME}) 发出`),
    async (scene, [unit = '', title = '', time = '']) => {
      const at = Date.parse(isoOf(time));
      const sent = (await noticesOf(scene, title)).filter(
        ({ to }) => 'unit' in to && to.unit === unitId(unit),
      );
      const times = sent.map(({ notBefore }) => iso(notBefore.getTime()));
      ok(
        sent.some(({ notBefore }) => notBefore.getTime() === at),
        `sent at ${times.join(', ') || 'no time'}`,
      );
    },
  );
}

async function noticesOf(scene: Scene, title: string): Promise<NotificationDocument[]> {
  return scene.city.store.notifications
    .find({ orderNo: orderNoOf(scene), template: templateOf(title) })
    .lean<NotificationDocument[]>();
}
