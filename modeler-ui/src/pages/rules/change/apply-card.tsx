import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Card, Popconfirm, Skeleton } from 'antd';
import { useState } from 'react';
import { ruleChangeApi, type RuleChange } from '../../../api/index.ts';
import { ProblemAlert } from '../../../components/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { useReference } from '../../../reference/index.ts';
import { ExampleTable } from './replay-tables.tsx';
import { RunProgress } from './run-progress.tsx';
import { isRunning, useRun } from './use-run.ts';

/** 应用到在办工单: which running orders a published change would touch, and its application with progress and undo. */
export function ApplyCard({ change, mayRun }: { readonly change: RuleChange; readonly mayRun: boolean }) {
  const { t, word } = useWords();
  const client = useQueryClient();
  const units = useReference('units');
  const [started, setStarted] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  const { run, error } = useRun(started ?? change.applyId);
  const published = change.state === 'published' || change.state === 'rolled-back';
  const preview = useQuery({
    queryKey: ['rule-changes', change.id, 'apply-preview', run?.state ?? ''],
    queryFn: ({ signal }) => ruleChangeApi.applyPreview(change.id, signal),
    enabled: change.state === 'published' && !isRunning(run),
  });
  if (!published) return null;
  const start = async (what: 'apply' | 'undoApply'): Promise<void> => {
    setFailure(undefined);
    try {
      setStarted((await ruleChangeApi[what](change.id)).runId);
    } catch (problem) {
      setFailure(problem);
    }
  };
  return (
    <Card
      title={t('rules.apply')}
      extra={
        mayRun ? (
          <span className="row tight-row">
            {run?.kind === 'apply' && !isRunning(run) ? (
              <Popconfirm title={t('rules.undoApplySure')} onConfirm={() => void start('undoApply')}>
                <Button>{t('rules.undoApply')}</Button>
              </Popconfirm>
            ) : null}
            {change.state === 'published' ? (
              <Popconfirm title={t('rules.applySure')} onConfirm={() => void start('apply')}>
                <Button type="primary" disabled={isRunning(run) || (preview.data?.total ?? 0) === 0}>
                  {t('rules.runApply')}
                </Button>
              </Popconfirm>
            ) : null}
          </span>
        ) : null
      }
    >
      <ProblemAlert error={failure ?? error ?? preview.error} />
      {run === undefined ? null : (
        <RunProgress
          run={run}
          onStopped={() => void client.invalidateQueries({ queryKey: ['rule-runs', run.id] })}
        />
      )}
      {preview.isFetching && preview.data === undefined ? <Skeleton active /> : null}
      {preview.data === undefined ? null : (
        <div className="stack" data-testid="apply-preview">
          <p>{t('rules.applyTotal', { count: preview.data.total })}</p>
          <ul className="row tight-row">
            {preview.data.byStatus.map(({ status, count }) => (
              <li key={status}>
                {word('status', status)} <span className="numeric">{count}</span>
              </li>
            ))}
          </ul>
          <ul className="row tight-row soft">
            {preview.data.byUnit.map(({ unitId, count }) => (
              <li key={unitId}>
                {units.nameOf(unitId)} <span className="numeric">{count}</span>
              </li>
            ))}
          </ul>
          <ExampleTable examples={preview.data.examples ?? []} />
        </div>
      )}
    </Card>
  );
}
