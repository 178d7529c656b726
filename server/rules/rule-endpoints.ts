import { z } from 'zod';
import { DomainError } from '@jiesu/domain';
import type { Role } from '@jiesu/domain';
import { ruleFiles, ruleNames, ruleWords } from '@jiesu/rules';
import type { RuleChangeDocument, RulesInForce, RuleVersionDocument, Store } from '@jiesu/store';
import type { Clock } from '../clock/index.ts';
import { endpoint, isoTime } from '../http/index.ts';
import type { Endpoint } from '../http/index.ts';
import { requireRule } from './rule-texts.ts';
import { isoOf, versionView } from './views.ts';

interface Parts {
  readonly store: Store;
  readonly rules: RulesInForce;
  readonly clock: Clock;
}

/** Who may look at rules and their changes. */
export const RULE_READERS: readonly Role[] = ['admin', 'approver', 'auditor', 'leader', 'owner'];
const WARN_BEFORE_DAYS = 60;
const DAY_MS = 86_400_000;
const MOST_VERSIONS = 500;

const ruleParams = z.object({ ruleId: z.string().max(100) });
const versionParams = ruleParams.extend({ number: z.coerce.number().int().min(1) });
const wordsSchema = z.array(z.looseObject({ zh: z.string(), en: z.string() }));
const versionSchema = z.looseObject({ number: z.int(), by: z.string(), words: wordsSchema });

/** The rules in force and their history. */
export function ruleEndpoints(parts: Parts): Endpoint[] {
  return [list(parts), exported(parts), one(parts), versions(parts), difference(parts)];
}

function list({ store, rules, clock }: Parts): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/rules',
    tag: 'rules',
    summary: 'The rules with the versions in force and those to come',
    roles: RULE_READERS,
    answers: {
      200: {
        description: 'The rules',
        schema: z.object({
          items: z.array(z.looseObject({ id: z.string(), file: z.string(), group: z.string() })),
          calendarWarning: z.looseObject({ lastPublishedDay: z.string() }).nullable(),
        }),
      },
    },
    async run({ response }) {
      const { texts, calendar } = rules.current();
      const [inForce, scheduled] = await Promise.all([
        store.ruleVersions
          .find({ state: 'in-force' }, { content: 0 })
          .sort({ state: 1, ruleId: 1, number: 1 })
          .lean<RuleVersionDocument[]>(),
        store.ruleChanges
          .find({ state: 'scheduled' }, { 'files.content': 0 })
          .sort({ effectiveAt: -1 })
          .lean<RuleChangeDocument[]>(),
      ]);
      const versionsById = new Map(inForce.map((version) => [version.ruleId, version]));
      response.json({
        items: ruleFiles(texts.keys()).map((rule) => {
          const version = versionsById.get(rule.id);
          const change = scheduled.findLast(({ files }) => files.some(({ ruleId }) => ruleId === rule.id));
          return {
            ...rule,
            inForce: version === undefined ? null : versionView(version),
            scheduled: change === undefined ? null : scheduledView(change, rule.id),
          };
        }),
        calendarWarning: calendarWarning(calendar.lastPublishedDay, clock.now()),
      });
    },
  });
}

function exported({ rules }: Parts): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/rules/export',
    tag: 'rules',
    summary: 'All rules in force as files of config/, to be kept or imported elsewhere',
    roles: RULE_READERS,
    answers: {
      200: { description: 'Texts by file', schema: z.object({ files: z.record(z.string(), z.string()) }) },
    },
    run({ response }) {
      const { texts } = rules.current();
      const files = ruleFiles(texts.keys()).map(({ file }) => [file, texts.get(file) ?? '']);
      response.attachment('rules.json').json({ files: Object.fromEntries(files) as object });
    },
  });
}

function one({ store, rules }: Parts): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/rules/{ruleId}',
    tag: 'rules',
    summary: 'A rule with its content: the version in force, or the one that is asked for',
    roles: RULE_READERS,
    params: ruleParams,
    query: z.object({
      number: z.coerce.number().int().min(1).optional(),
      download: z.enum(['true']).optional().describe('answers the file itself'),
    }),
    answers: { 200: { description: 'The rule', schema: z.looseObject({ content: z.string() }) } },
    async run({ response, params, query }) {
      const rule = requireRule(rules.current(), params.ruleId);
      const version = await store.ruleVersions
        .findOne({
          ruleId: params.ruleId,
          ...(query.number === undefined ? { state: 'in-force' } : { number: query.number }),
        })
        .sort({ number: -1 })
        .lean<RuleVersionDocument | null>();
      if (version === null) throw new DomainError('NOT_FOUND');
      if (query.download === 'true') {
        response.attachment(rule.file.split('/').at(-1)).type('text/plain').send(version.content);
        return;
      }
      response.json({ ...rule, ...versionView(version), content: version.content });
    },
  });
}

function versions({ store }: Parts): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/rules/{ruleId}/versions',
    tag: 'rules',
    summary: 'The versions of a rule, newest first: who, when, why, and what differs',
    roles: RULE_READERS,
    params: ruleParams,
    answers: {
      200: { description: 'The versions', schema: z.object({ items: z.array(versionSchema) }) },
    },
    async run({ response, params }) {
      const found = await store.ruleVersions
        .find({ ruleId: params.ruleId }, { content: 0 })
        .sort({ number: -1 })
        .limit(MOST_VERSIONS)
        .lean<RuleVersionDocument[]>();
      if (found.length === 0) throw new DomainError('NOT_FOUND');
      response.json({ items: found.map(versionView) });
    },
  });
}

function difference({ store, rules }: Parts): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/rules/{ruleId}/versions/{number}/diff',
    tag: 'rules',
    summary:
      'What differs from a version to another one, in words: to the one in force unless told otherwise',
    roles: RULE_READERS,
    params: versionParams,
    query: z.object({ to: z.coerce.number().int().min(1).optional() }),
    answers: { 200: { description: 'The words', schema: z.object({ words: wordsSchema }) } },
    async run({ response, params, query }) {
      const current = rules.current();
      const rule = requireRule(current, params.ruleId);
      const content = async (number: number): Promise<string> => {
        const found = await store.ruleVersions
          .findById(`${params.ruleId}@${number}`, { content: 1 })
          .lean<{ content: string } | null>();
        if (found === null) throw new DomainError('NOT_FOUND');
        return found.content;
      };
      const from = await content(params.number);
      const to = query.to === undefined ? current.texts.get(rule.file) : await content(query.to);
      response.json({ words: await ruleWords(rule, from, to, ruleNames(current.texts)) });
    },
  });
}

/** The version that a scheduled change will make of a rule. */
function scheduledView(change: RuleChangeDocument, ruleId: string) {
  const { baseNumber = 0 } = change.files.find((file) => file.ruleId === ruleId) ?? {};
  return {
    number: baseNumber + 1,
    state: 'scheduled',
    by: change.author,
    approvedBy: change.approver ?? null,
    reason: change.title,
    effectiveAt: isoTime(change.effectiveAt),
    changeId: change._id,
  };
}

/** From 60 days before the last published day on, the city needs the next notice. */
function calendarWarning(lastPublishedDay: string, now: number): object | null {
  const daysLeft = Math.floor(
    (Date.parse(`${lastPublishedDay}T00:00:00+08:00`) -
      Date.parse(`${isoOf(now).slice(0, 10)}T00:00:00+08:00`)) /
      DAY_MS,
  );
  if (daysLeft > WARN_BEFORE_DAYS) return null;
  return {
    lastPublishedDay,
    daysLeft,
    zh: `工作日历只公布到 ${lastPublishedDay},还有 ${daysLeft} 天,请按最新放假通知补充`,
    en: `The calendar is published until ${lastPublishedDay} only, ${daysLeft} days are left: add the next notice`,
  };
}
