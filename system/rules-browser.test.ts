import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { JiesuClient } from './client/index.ts';
import { signInCast, type Cast } from './demo/cast.ts';
import { startTemporarySystem, type TemporarySystem } from './temporary-system.ts';

const CONFIG = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', 'config');
/** A check of all rules takes its time on a busy machine. */
const PATIENCE_MS = 60_000;
/** A Thursday; the Saturday after it is no working day. */
const THURSDAY = '2026-03-12';
const AT_NINE = `${THURSDAY}T09:00:00+08:00`;

describe('a notice put into force in the web app', () => {
  let system: TemporarySystem;
  let browser: Browser;
  let cast: Cast;
  const faults: string[] = [];

  beforeAll(async () => {
    system = await startTemporarySystem({ withoutWebApp: false });
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
    cast = await signInCast(system.url, system.demoPassword);
    await cast.admin.moveClock(AT_NINE);
  }, 180_000);

  afterEach(() => expect(faults.splice(0)).toEqual([]));

  afterAll(async () => {
    await browser.close();
    await system.stop();
  }, 60_000);

  async function signIn(username: string): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(`${system.url}/sign-in`);
    await page.getByLabel('用户名').fill(username);
    await page.getByLabel('密码', { exact: true }).fill(system.demoPassword);
    await page.getByRole('button', { name: '登录' }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    return page;
  }

  /** An order of an enterprise that waits to be signed. */
  async function running(kind: 'consultation' | 'complaint'): Promise<string> {
    const { orderNo } = await cast.agent.takeCall({
      title: kind === 'consultation' ? '咨询印刷经营许可证如何换证' : '学校门口流动摊贩占道',
      text: kind === 'consultation' ? '印刷企业的许可证到期,如何换证?' : '流动摊贩每天占道经营,垃圾没人清。',
      kind,
      callerType: 'enterprise',
      enterpriseName: '江州新文印务有限公司',
      caller: { name: '张三', phone: '13812345678' },
      area: 'donghu',
      channel: 'phone',
    });
    const order = await cast.agent.orderWhen(orderNo, 'its way', ({ status }) => status !== 'received');
    if (order.status === 'dispatching') {
      await cast.dispatcher.finish(orderNo, 'ChooseUnit', {
        unitId: kind === 'consultation' ? 'publicity-department' : 'urban-management',
      });
    }
    await cast.agent.orderWhen(orderNo, 'to be signed', ({ status }) => status === 'awaiting-sign');
    return orderNo;
  }

  const dueOf = async (orderNo: string): Promise<string> =>
    ((await cast.agent.order(orderNo)).deadline?.['dueAt'] as string | undefined) ?? '';
  const dueWhen = async (orderNo: string, dueAt: string): Promise<void> => {
    await cast.agent.orderWhen(
      orderNo,
      `due at ${dueAt}`,
      ({ deadline }) => deadline?.dueAt === dueAt,
      60_000,
    );
  };

  async function type(page: Page, cell: string, text: string): Promise<void> {
    const place = page.locator(`[data-element-id="${cell}"]`).first();
    await place.scrollIntoViewIfNeeded();
    await place.click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type(text);
    await page.keyboard.press('Escape');
  }

  const saved = (page: Page): Promise<void> => page.getByText('已保存', { exact: true }).waitFor();

  async function addRule(page: Page, name: string): Promise<void> {
    await page.getByLabel('选择要修改的规则').fill(name);
    await page.locator('.ant-select-item-option').filter({ hasText: name }).first().click();
    await page.getByRole('tab', { name }).waitFor();
  }

  it('moves the timers of running orders when it is published, and back when it is rolled back', async () => {
    // Given two running orders of an enterprise, due after 2 and after 4 working days
    const consultation = await running('consultation');
    const complaint = await running('complaint');
    expect(await dueOf(consultation)).toBe('2026-03-16T09:00:00+08:00');
    expect(await dueOf(complaint)).toBe('2026-03-18T09:00:00+08:00');

    // When the admin drafts what the notice says: consultations of enterprises within 4 working hours, and work on Saturday
    const admin = await signIn('admin');
    await admin.goto(`${system.url}/rules`);
    await admin.getByRole('button', { name: '新建变更' }).click();
    await admin.getByLabel('变更名称').fill('企业咨询4个工作小时，14日上班');
    await admin.getByLabel('变更依据').fill('江热线办〔2026〕12号');
    await admin.getByRole('button', { name: '开始起草' }).click();
    await admin.waitForURL(/\/rules\/changes\//);
    const address = admin.url().split('?')[0] ?? '';
    await addRule(admin, '时限规则');
    const written = admin.waitForResponse((answer) => answer.request().method() === 'PUT');
    await type(admin, 'limit_enterpriseConsultation_out_handleAmount', '4 * redoShare');
    await type(admin, 'limit_enterpriseConsultation_out_handleUnit', '"working-hours"');
    await written;
    await saved(admin);
    const calendar = await readFile(path.join(CONFIG, 'calendar.yaml'), 'utf8');
    await admin.locator('input[type=file]').setInputFiles({
      name: 'calendar.yaml',
      mimeType: 'application/yaml',
      buffer: Buffer.from(withWorkOnSaturday(calendar)),
    });
    await admin.getByRole('tab', { name: '工作日历' }).waitFor();

    // Then the check names the test case that does not hold any more; corrected, nothing is wrong
    await admin.getByRole('button', { name: '检查', exact: true }).click();
    await admin.getByTestId('rule-problems').getByText('企业咨询').first().waitFor();
    await addRule(admin, '时限规则的测试用例');
    const cases = admin.getByLabel('文件内容');
    await cases.fill(withFourHours(await cases.inputValue()));
    await saved(admin);
    await admin.getByRole('button', { name: '检查', exact: true }).click();
    await admin.getByTestId('rule-problems').getByText('企业咨询').first().waitFor({ state: 'detached' });

    // And the replay shows what would have changed
    await admin.getByRole('button', { name: '回放', exact: true }).click();
    await admin.getByTestId('replay-result').getByText('时限变动').first().waitFor();

    // When a second person approves and the admin publishes and applies it to open orders
    await admin.getByRole('button', { name: '提交审批' }).click();
    await admin.getByText('等待另一人审批').waitFor();
    const approver = await signIn('approver');
    await approver.goto(address);
    await approver.getByRole('button', { name: '同意' }).click();
    await approver.getByText('已同意，等待规则管理员发布').waitFor();
    await admin.reload();
    await admin.getByRole('button', { name: '立即发布' }).click();
    await admin.getByTestId('apply-preview').waitFor();
    await admin.getByRole('button', { name: '开始应用' }).click();
    await admin
      .locator('.ant-popconfirm')
      .getByRole('button', { name: /确\s*定/ })
      .click();
    await admin.getByText('已完成 · 2 / 2').waitFor();

    // Then both are due anew, the order's page says why day by day, and the engine's timers have moved
    await dueWhen(consultation, '2026-03-12T14:30:00+08:00');
    await dueWhen(complaint, '2026-03-17T09:00:00+08:00');
    const unit = await JiesuClient.signIn(system.url, 'unit.publicity-department', system.demoPassword);
    await cast.admin.moveClock(`${THURSDAY}T14:30:00+08:00`);
    await unit.orderWhen(consultation, 'told that it is due', ({ reminders }) =>
      reminders.some(({ occasion }) => occasion === 'due'),
    );

    // When it is rolled back with the open orders
    await admin.getByLabel('回退的原因').fill('通知撤销');
    await admin.getByRole('button', { name: '回退到之前的版本' }).click();
    await admin
      .locator('.ant-popconfirm')
      .getByRole('button', { name: /确\s*定/ })
      .click();

    // Then they are due as before
    await dueWhen(consultation, '2026-03-16T09:00:00+08:00');
    await dueWhen(complaint, '2026-03-18T09:00:00+08:00');
  }, 240_000);
});

const withWorkOnSaturday = (calendar: string): string =>
  calendar.replace(
    '\nlocalDays: []\n',
    "\nlocalDays:\n  - { kind: make-up, date: '2026-03-14', zh: 集中办公, en: Work on Saturday, hours: ['09:00-12:00', '13:30-17:30'], notice: 江热线办〔2026〕12号 }\n",
  );

/** The cases of config/cases/deadlines.yaml that the notice makes untrue: consultations of enterprises, and their redo. */
const withFourHours = (cases: string): string =>
  cases
    .split('\n  - ')
    .map((entry) =>
      entry.startsWith('name: 企业咨询')
        ? entry
            .replace('handleAmount: 2\n', 'handleAmount: 4\n')
            .replace('handleAmount: 1\n', 'handleAmount: 2\n')
            .replace('handleUnit: working-days', 'handleUnit: working-hours')
        : entry,
    )
    .join('\n  - ');
