import { toIso, toLocal } from '@jiesu/domain';
import type { WhatIfSide } from '@jiesu/rules';
import type { RuleChangeDocument, RuleRunDocument, RuleVersionDocument } from '@jiesu/store';
import { isoTime } from '../http/index.ts';

/** A version as lists show it, without its content. */
export function versionView(version: Omit<RuleVersionDocument, 'content'>) {
  return {
    number: version.number,
    state: version.state,
    by: version.by,
    approvedBy: version.approvedBy ?? null,
    reason: version.reason,
    at: isoTime(version.at),
    effectiveAt: version.effectiveAt.getTime() === 0 ? null : isoTime(version.effectiveAt),
    supersededAt: isoTime(version.supersededAt),
    changeId: version.changeId ?? null,
    words: version.words,
  };
}

/** A change with the contents of its files; a list has it without. */
export function changeView(change: RuleChangeDocument) {
  const { check } = change;
  return {
    id: change._id,
    title: change.title,
    reason: change.reason,
    state: change.state,
    revision: change.revision,
    files: change.files.map(({ ruleId, file, baseNumber, content }) => ({
      ...{ ruleId, file, baseNumber },
      // lists are read without it
      ...((content as string | undefined) === undefined ? {} : { content }),
    })),
    author: change.author,
    editors: change.editors,
    submittedBy: change.submittedBy ?? null,
    approver: change.approver ?? null,
    effectiveAt: isoTime(change.effectiveAt),
    check:
      check === undefined
        ? null
        : { at: isoTime(check.at), revision: check.revision, problems: check.problems },
    replayId: change.replayId ?? null,
    applyId: change.applyId ?? null,
    publishedAt: isoTime(change.publishedAt),
    versions: change.versions ?? [],
    previous: change.previous ?? [],
    takesBack: change.takesBack ?? null,
    refusal: change.refusal ?? null,
    createdAt: isoTime(change.createdAt),
    updatedAt: isoTime(change.updatedAt),
    history: change.history.map(({ at, by, what, note }) => ({
      at: isoTime(at),
      ...{ by, what },
      note: note ?? null,
    })),
  };
}

/** A run with its progress and, at its end, its result. */
export function runView(run: RuleRunDocument) {
  return {
    id: run._id,
    kind: run.kind,
    changeId: run.changeId,
    state: run.state,
    by: run.by,
    at: isoTime(run.at),
    options: run.options,
    total: run.total,
    done: run.done,
    moved: run.moved,
    result: run.result ?? null,
    errors: run.faults,
    errorCount: run.faultCount,
    startedAt: isoTime(run.startedAt),
    finishedAt: isoTime(run.finishedAt),
  };
}

/** What rules make of an order. */
export function whatIfView(side: WhatIfSide) {
  if (!side.ok) {
    return {
      problem: { zh: `规则未能给出时限:${side.message}`, en: `The rules give no limit: ${side.message}` },
    };
  }
  const { startAt, dueAt, signDueAt, onSiteDueAt, pushDueAt, explanation } = side.deadline;
  return {
    limits: side.limits,
    rule: side.rule,
    row: side.row,
    deadline: {
      startAt: isoTime(startAt),
      dueAt: isoTime(dueAt),
      signDueAt: isoTime(signDueAt),
      onSiteDueAt: isoTime(onSiteDueAt),
      pushDueAt: isoTime(pushDueAt),
      crossesUnpublished: side.deadline.crossesUnpublished,
      explanation,
    },
  };
}

/** A moment in ms as the API writes it. */
export function isoOf(at: number): string {
  return toIso(toLocal(at));
}
