import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import { JiesuClient } from './client/index.ts';
import { startTemporarySystem, type TemporarySystem } from './temporary-system.ts';

const NOTICE = `国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕9号
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。2月14日（周日）上班。`;

describe('the calendar in the web app', () => {
  let system: TemporarySystem;
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    system = await startTemporarySystem({ withoutWebApp: false });
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
    const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
    page = await context.newPage();
    page.setDefaultTimeout(12_000);
    page.on('pageerror', (error) => faults.push(error.message));
    await page.clock.setFixedTime('2026-11-24T09:00:00+08:00');
    await page.goto(`${system.url}/sign-in`);
    await page.getByLabel('用户名').fill('admin');
    await page.getByLabel('密码', { exact: true }).fill(system.demoPassword);
    await page.getByRole('button', { name: '登录' }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  }, 180_000);

  afterEach(() => expect(faults.splice(0)).toEqual([]));

  afterAll(async () => {
    await browser.close();
    await system.stop();
  }, 60_000);

  it('shows a month, makes a Saturday a working day, and takes a pasted notice over', async () => {
    const admin = await JiesuClient.signIn(system.url, 'admin', system.demoPassword);
    const { content } = await admin.request<{ content: string }>('GET', '/api/rules/calendar');
    const change = await admin.request<{ id: string; revision: number }>('POST', '/api/rule-changes', {
      title: '周六上班与2027年放假安排',
      reason: '市政府通知',
    });
    const { revision } = change;
    await admin.request('PUT', `/api/rule-changes/${change.id}/files/calendar`, { content, revision });
    await page.goto(`${system.url}/rules/changes/${change.id}?file=calendar`);
    const saturday = page.locator('[data-date="2026-11-28"]');
    await saturday.click({ timeout: 15_000 });
    await page.getByRole('button', { name: '修改这一天' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('上班').check();
    await dialog.getByLabel('事由', { exact: true }).fill('集中攻坚');
    await dialog.getByLabel('办公时间').fill('9:00–17:30');
    await dialog.getByLabel('依据的通知').fill('江政办〔2026〕31号');
    await dialog
      .getByRole('button', { name: '确 定' })
      .or(dialog.getByRole('button', { name: '确定' }))
      .click();
    await page.getByText('2026年11月28日（周六）改为上班 09:00–17:30').first().waitFor();
    expect(await saturday.getAttribute('data-kind')).toBe('make-up');

    await saturday.press('ArrowRight');
    await page.locator('[data-date="2026-11-29"][aria-pressed="true"]').waitFor();

    await page.getByRole('button', { name: '导入放假安排' }).click();
    await page.getByLabel('通知或文件的内容').fill(NOTICE.replace('共3天', '共4天'));
    await page.getByRole('button', { name: '预览' }).click();
    await page.getByText('第 3 行 写明共4天,日期却是3天').waitFor();
    expect(await page.getByRole('button', { name: '采用' }).isDisabled()).toBe(true);
    await page.getByLabel('通知或文件的内容').fill(NOTICE);
    await page.getByRole('button', { name: '预览' }).click();
    await page.getByText('最后公布日由 2026-12-31 改为 2027-12-31').first().waitFor();
    await page.getByRole('button', { name: /采\s?用/ }).click();
    await page.getByText('已公布到 2027-12-31').waitFor();
  }, 120_000);
});
