import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { signInCast } from './demo/cast.ts';
import { startTemporarySystem } from './temporary-system.ts';

/** Takes the pictures of docs/images from a system of its own: `npm run screenshots`. */
const images = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', 'docs', 'images');

const system = await startTemporarySystem({ withoutWebApp: false });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  const cast = await signInCast(system.url, system.demoPassword);
  // A Tuesday morning, so that the pictures do not depend on the day they were taken.
  await cast.admin.moveClock('2026-03-03T09:12:00+08:00');
  const { orderNo } = await cast.agent.takeCall({
    title: '学校门口流动摊贩占道,路灯不亮',
    text: '放学时学校门口挤满流动摊贩,占道经营,垃圾没人清;路灯坏了三天,孩子走路不安全。',
    kind: 'complaint',
    callerType: 'citizen',
    caller: { name: '李梅', phone: '13500000004', address: '东湖区育才路' },
    area: 'donghu',
    channel: 'phone',
  });
  const order = await cast.agent.orderWhen(orderNo, 'its way', ({ status }) => status !== 'received');
  if (order.status === 'dispatching') {
    await cast.dispatcher.finish(orderNo, 'ChooseUnit', { unitId: 'urban-management' });
  }
  const unit = await cast.unit('urban-management');
  await cast.admin.moveClock('2026-03-03T09:40:00+08:00');
  await unit.finish(orderNo, 'SignOrder', { signResult: 'sign' });
  await unit.finish(orderNo, 'ContactCaller', { contactResult: 'reached' });
  await unit.taskAt(orderNo, 'HandleOrder');

  await shoot('agent', '/intake', 'intake');
  await shoot('unit.urban-management', '/tasks', 'tasks');
  await shoot('unit.urban-management', '/tasks', 'task', async (page) => {
    await page.getByTestId('task-row').first().click();
    await page.getByTestId('task-form').waitFor();
  });
  await shoot('supervisor', `/orders/${orderNo}`, 'order', (page) =>
    page.locator('[data-element-id="HandleOrder"].mark-present').waitFor(),
  );
  await shoot('owner', '/processes/work-order', 'modeler', (page) =>
    page.locator('[data-element-id="ClassifyOrder"]').waitFor(),
  );
} finally {
  await browser.close();
  await system.stop();
}

async function shoot(
  username: string,
  address: string,
  name: string,
  prepare: (page: Page) => Promise<void> = async () => undefined,
): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  const page = await context.newPage();
  await page.goto(`${system.url}/sign-in`);
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(system.demoPassword);
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  await page.goto(`${system.url}${address}`);
  await page.getByRole('main').waitFor();
  await prepare(page);
  await page.waitForLoadState('load');
  await page.screenshot({
    path: path.join(images, `${name}.png`),
    fullPage: name === 'order',
    animations: 'disabled',
  });
  await context.close();
}
