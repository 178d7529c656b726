import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { JiesuClient } from './client/index.ts';
import { startTemporarySystem, type TemporarySystem } from './temporary-system.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const DESK = { width: 1440, height: 900 };
const POCKET = { width: 390, height: 844 };

interface AxeResult {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string }[];
}

describe('the web app', () => {
  let system: TemporarySystem;
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  const faults: string[] = [];

  beforeAll(async () => {
    system = await startTemporarySystem({ withoutWebApp: false });
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  }, 180_000);

  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    expect(faults.splice(0)).toEqual([]);
  });

  afterAll(async () => {
    await browser.close();
    await system.stop();
  }, 60_000);

  async function signIn(username: string, viewport = DESK): Promise<Page> {
    const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
    contexts.push(context);
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(`${system.url}/sign-in`);
    await page.getByLabel('用户名').fill(username);
    await page.getByLabel('密码', { exact: true }).fill(system.demoPassword);
    await page.getByRole('button', { name: '登录' }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    return page;
  }

  /** Opens the person's task of an order and answers its form. */
  async function answer(
    username: string,
    orderNo: string,
    fill: (page: Page) => Promise<void>,
  ): Promise<void> {
    const page = await signIn(username);
    await page.goto(`${system.url}/tasks`);
    await page.getByTestId('task-row').filter({ hasText: orderNo }).click();
    await page.getByTestId('task-form').waitFor();
    await fill(page);
    await page.getByRole('button', { name: '提交并完成' }).click();
    await page.getByText('任务已完成').first().waitFor();
    await page.context().close();
  }

  async function takeCall(page: Page): Promise<string> {
    await page.goto(`${system.url}/intake`);
    // An enterprise may be called back at once; a citizen's callback waits for a slot of the next working day.
    await page.getByText('企业', { exact: true }).click();
    await page.getByLabel('企业名称').fill('江州新文印务有限公司');
    await page.getByLabel('诉求人姓名').fill('张三');
    await page.getByLabel('联系电话').fill('13812345678');
    await page.getByLabel('所属区域').click();
    await page.getByTitle('东湖区').click();
    await page.getByLabel('标题').fill('学校门口流动摊贩占道');
    await page.getByLabel('诉求内容').fill('学校门口每天有流动摊贩占道经营,垃圾没人清,路灯不亮。');
    await page.getByLabel('诉求内容').press('Control+Enter');
    return page.getByTestId('order-no').innerText();
  }

  it('takes a call, finishes it through every desk and shows how it went', async () => {
    // Given a call taken by an agent, who sees where it is at once
    const agent = await signIn('agent');
    const orderNo = await takeCall(agent);
    expect(orderNo).toMatch(/^JS\d{8}-\d{6}$/);
    await agent.getByRole('link', { name: '查看工单' }).click();
    await agent.locator('[data-element-id="ChooseUnit"].mark-present').waitFor();

    // When it passes every desk
    await answer('dispatcher', orderNo, async (page) => {
      await page.getByLabel('主办单位').click();
      await page.getByText('市城市管理局').first().click();
    });
    await agent.locator('[data-element-id="SignOrder"].mark-present').waitFor();
    await expectDeadline(agent);
    await answer('unit.urban-management', orderNo, (page) =>
      page.getByLabel('签收', { exact: true }).check(),
    );
    await answer('unit.urban-management', orderNo, (page) => page.getByLabel('已联系上').check());
    await answer('unit.urban-management', orderNo, async (page) => {
      await page.getByLabel('已解决').check();
      await page.getByLabel('答复内容').fill('已清理占道摊贩和垃圾,路灯已修复。');
    });
    await answer('supervisor', orderNo, (page) => page.getByLabel('通过').check());
    await answer('callback', orderNo, async (page) => {
      await page.getByLabel('满意', { exact: true }).first().check();
      await page.getByLabel('诉求人确认问题已解决').check();
    });

    // Then the agent's page, open all the while, shows it closed with all that happened
    await agent.locator('[data-testid="event"][data-type="closed"]').waitFor();
    const types = await Promise.all(
      (await agent.getByTestId('event').all()).map((event) => event.getAttribute('data-type')),
    );
    for (const type of [
      'received',
      'dispatched',
      'signed',
      'contacted',
      'replied',
      'reply-approved',
      'called-back',
      'evaluated',
      'closed',
    ]) {
      expect(types).toContain(type);
    }
    expect(await agent.getByTestId('caller-phone').innerText()).toBe('138****5678');
    await agent.getByRole('button', { name: '显示' }).click();
    await agent.getByText('13812345678').waitFor();
  }, 180_000);

  async function expectDeadline(page: Page): Promise<void> {
    await page.getByTestId('deadline-left').waitFor();
    await page.getByText('个工作日').first().waitFor();
  }

  it('lets the process owner change a model and put it into force', async () => {
    const page = await signIn('owner');
    await page.goto(`${system.url}/processes`);
    await page.getByRole('main').getByRole('link', { name: '12345工单办理' }).click();
    await page.locator('[data-element-id="ClassifyOrder"]').dblclick();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('分类与识别');
    await page.getByTestId('modeler-canvas').click({ position: { x: 500, y: 620 } });
    await page.getByRole('button', { name: /^部署/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('修改原因').fill('名称写得更清楚');
    await dialog.getByRole('button', { name: /^部\s*署$/ }).click();
    await page.getByText('已部署第 2 版').first().waitFor();

    const owner = await JiesuClient.signIn(system.url, 'owner', system.demoPassword);
    const processes = await owner.request<{
      items: { processId: string; version: number; processDefinitionKey: string }[];
    }>('GET', '/api/processes');
    const deployed = processes.items.find(({ processId }) => processId === 'work-order');
    expect(deployed?.version).toBe(2);
    const xml = await (
      await fetch(
        `${system.zeebe.restAddress}/v2/process-definitions/${deployed?.processDefinitionKey ?? ''}/xml`,
      )
    ).text();
    expect(xml).toContain('分类与识别');
  }, 120_000);

  it.each([
    ['a desk', DESK],
    ['a pocket', POCKET],
  ])(
    'fits %s and has no serious barrier on any page',
    async (_where, viewport) => {
      const page = await signIn('owner', viewport);
      const agent = await signIn('agent', viewport);
      const orderNo = await takeCall(agent);
      const visits: [Page, string][] = [
        [agent, '/intake'],
        [agent, '/orders'],
        [agent, `/orders/${orderNo}`],
        [page, '/tasks'],
        [page, '/processes'],
      ];
      for (const [visitor, path] of visits) {
        await visitor.goto(`${system.url}${path}`);
        await visitor.getByRole('main').waitFor();
        await visitor.waitForLoadState('networkidle').catch(() => undefined);
        const overflow = await visitor.evaluate<number>(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        expect({ path, overflow }).toEqual({ path, overflow: 0 });
        await visitor.evaluate(AXE);
        const violations = await visitor.evaluate<AxeResult[]>(
          'axe.run().then((result) => result.violations)',
        );
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        expect({ path, serious: serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`) }).toEqual({
          path,
          serious: [],
        });
      }
    },
    120_000,
  );
});
