import { request } from './client.ts';
import type { DayLine, Page } from './types.ts';

/** A text in both languages; `path` or `row` say where in the file it belongs. */
export interface RuleWord {
  readonly zh: string;
  readonly en: string;
  readonly path?: string;
  readonly row?: string;
}

export type RuleFormat = 'dmn' | 'yaml' | 'html' | 'css' | 'mustache';

/** A file of config/: what an admin owns. */
export interface Rule {
  readonly id: string;
  readonly file: string;
  readonly format: RuleFormat;
  readonly zh: string;
  readonly en: string;
  readonly group: string;
  readonly inForce: RuleVersion;
  readonly scheduled?: RuleVersion | null;
}

export interface RuleVersion {
  readonly number: number;
  readonly state?: string;
  readonly at?: string | null;
  readonly effectiveAt?: string | null;
  readonly supersededAt?: string | null;
  readonly by?: string;
  readonly approvedBy?: string | null;
  readonly reason?: string;
  readonly changeId?: string | null;
  readonly words?: readonly RuleWord[];
  readonly refusal?: RuleWord | null;
}

export interface RuleList {
  readonly items: readonly Rule[];
  readonly calendarWarning?: RuleWord | null;
}

/** A file of rules in one of its versions. */
export interface RuleText extends Omit<Rule, 'inForce' | 'scheduled'>, RuleVersion {
  readonly content: string;
}

export interface RuleProblem {
  readonly ruleId: string;
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly row?: string;
  readonly column?: string;
  readonly path?: string;
}

export interface RuleChangeFile {
  readonly ruleId: string;
  readonly baseNumber: number;
  readonly content: string;
}

/** A change of the rules: a draft that may touch several files, from the first word until it is rolled back. */
export interface RuleChange {
  readonly id: string;
  readonly title: string;
  readonly reason: string;
  readonly state: string;
  readonly revision: number;
  readonly author: string;
  readonly approver?: string | null;
  readonly effectiveAt?: string | null;
  readonly publishedAt?: string | null;
  readonly updatedAt?: string;
  readonly files: readonly RuleChangeFile[];
  readonly check?: {
    readonly at: string;
    readonly revision: number;
    readonly problems: readonly RuleProblem[];
  } | null;
  readonly replayId?: string | null;
  readonly applyId?: string | null;
  readonly refusal?: RuleWord | null;
  readonly history?: readonly {
    readonly at: string;
    readonly by: string;
    readonly what: string;
    readonly note?: string | null;
  }[];
}

export interface ReplayExample {
  readonly orderNo: string;
  readonly title?: string;
  readonly before: { readonly dueAt: string | null; readonly rule: string | null };
  readonly after: { readonly dueAt: string | null; readonly rule: string | null };
}

export interface ReplayResult {
  readonly orders: number;
  readonly moved: number;
  readonly earlier: number;
  readonly later: number;
  readonly unchanged: number;
  readonly wouldBeLate: { readonly before: number; readonly after: number };
  readonly histogram: readonly {
    readonly fromHours: number | null;
    readonly toHours: number | null;
    readonly count: number;
  }[];
  readonly byUnit: readonly {
    readonly unitId: string;
    readonly zh: string;
    readonly en: string;
    readonly moved: number;
    readonly earlier: number;
    readonly later: number;
    readonly lateBefore: number;
    readonly lateAfter: number;
  }[];
  readonly byRule: readonly { readonly rule: string; readonly count: number }[];
  readonly examples: readonly ReplayExample[];
}

/** Long work in the background: a replay, or a change applied to open orders or taken back from them. */
export interface RuleRun {
  readonly id: string;
  readonly kind: 'replay' | 'apply' | 'undo';
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'stopped';
  readonly total: number;
  readonly done: number;
  readonly result?: ReplayResult | Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly orderNo: string; readonly detail: string }[];
  readonly errorCount?: number;
  readonly finishedAt?: string | null;
}

export interface ApplyPreview {
  readonly total: number;
  readonly byStatus: readonly { readonly status: string; readonly count: number }[];
  readonly byUnit: readonly {
    readonly unitId: string;
    readonly zh?: string;
    readonly en?: string;
    readonly count: number;
  }[];
  readonly examples?: readonly ReplayExample[];
}

export interface WhatIfSide {
  readonly limits?: Readonly<Record<string, unknown>> | null;
  readonly rule?: string | null;
  readonly deadline?: {
    readonly dueAt?: string | null;
    readonly signDueAt?: string | null;
    readonly explanation?: Readonly<Record<string, readonly DayLine[] | undefined>>;
  } | null;
  readonly problem?: RuleWord | string | null;
}

const at = (...parts: readonly string[]): string => `/api/${parts.map(encodeURIComponent).join('/')}`;
const change = (id: string, ...parts: readonly string[]): string => at('rule-changes', id, ...parts);

export const ruleApi = {
  list: (signal?: AbortSignal) => request<RuleList>('GET', '/api/rules', { signal }),
  text: (ruleId: string, number?: number, signal?: AbortSignal) =>
    request<RuleText>('GET', at('rules', ruleId), { query: { number }, signal }),
  versions: async (ruleId: string, signal?: AbortSignal) =>
    (await request<Page<RuleVersion>>('GET', at('rules', ruleId, 'versions'), { signal })).items,
  whatIf: (body: { readonly orderNo: string; readonly changeId?: string }) =>
    request<{ before: WhatIfSide; after: WhatIfSide }>('POST', '/api/rules/what-if', { body }),
  exported: (signal?: AbortSignal) =>
    request<Readonly<Record<string, string>> | { files: Readonly<Record<string, string>> }>(
      'GET',
      '/api/rules/export',
      { signal },
    ),
};

export const ruleChangeApi = {
  list: async (signal?: AbortSignal) =>
    (await request<Page<RuleChange>>('GET', '/api/rule-changes', { signal })).items,
  find: (id: string, signal?: AbortSignal) => request<RuleChange>('GET', change(id), { signal }),
  begin: (title: string, reason: string) =>
    request<{ id: string; revision: number }>('POST', '/api/rule-changes', { body: { title, reason } }),
  describe: (
    id: string,
    body: { title?: string; reason?: string; effectiveAt?: string | null; revision: number },
  ) => request<{ revision: number }>('PATCH', change(id), { body }),
  withdraw: (id: string) => request('DELETE', change(id)),
  save: (id: string, ruleId: string, content: string, revision: number) =>
    request<{ revision: number }>('PUT', change(id, 'files', ruleId), { body: { content, revision } }),
  leaveOut: (id: string, ruleId: string) => request('DELETE', change(id, 'files', ruleId)),
  importFiles: (id: string, files: Readonly<Record<string, string>>, revision: number) =>
    request<{ revision: number }>('POST', change(id, 'import'), { body: { files, revision } }),
  check: (id: string) => request<{ problems: readonly RuleProblem[] }>('POST', change(id, 'check')),
  words: async (id: string, signal?: AbortSignal) =>
    (
      await request<Page<{ ruleId: string; words: readonly RuleWord[] }>>('GET', change(id, 'words'), {
        signal,
      })
    ).items,
  replay: (id: string, days: number) =>
    request<{ runId: string }>('POST', change(id, 'replay'), { body: { days } }),
  submit: (id: string, revision: number, note: string) =>
    request('POST', change(id, 'submit'), { body: { revision, note } }),
  decide: (id: string, verdict: 'approve' | 'refuse', revision: number, note: string) =>
    request('POST', change(id, verdict), { body: { revision, note } }),
  publish: (id: string, effectiveAt?: string) =>
    request('POST', change(id, 'publish'), { body: effectiveAt === undefined ? {} : { effectiveAt } }),
  rollBack: (id: string, reason: string, applyToOpen: boolean) =>
    request('POST', change(id, 'roll-back'), { body: { reason, applyToOpen } }),
  applyPreview: (id: string, signal?: AbortSignal) =>
    request<ApplyPreview>('GET', change(id, 'apply-preview'), { signal }),
  apply: (id: string) => request<{ runId: string }>('POST', change(id, 'apply')),
  undoApply: (id: string) => request<{ runId: string }>('POST', change(id, 'undo-apply')),
};

export const ruleRunApi = {
  find: (id: string, signal?: AbortSignal) => request<RuleRun>('GET', at('rule-runs', id), { signal }),
  stop: (id: string) => request('POST', at('rule-runs', id, 'stop')),
};
