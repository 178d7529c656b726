import { useQueryClient } from '@tanstack/react-query';
import { Button, Card, InputNumber } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { ruleChangeApi, type ReplayResult, type RuleChange } from '../../../api/index.ts';
import { ProblemAlert } from '../../../components/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { ReplayTables } from './replay-tables.tsx';
import { RunProgress } from './run-progress.tsx';
import { isRunning, useRun } from './use-run.ts';

/** The plot comes only when there is something to plot. */
const ReplayPlot = lazy(() => import('./replay-plot.tsx').then((module) => ({ default: module.ReplayPlot })));

const USUAL_DAYS = 30;
const MOST_DAYS = 366;

interface ReplayCardProps {
  readonly change: RuleChange;
  readonly mayRun: boolean;
  readonly onDone: () => void;
}

/** What the change would have done to the orders of the last days. */
export function ReplayCard({ change, mayRun, onDone }: ReplayCardProps) {
  const { t } = useWords();
  const client = useQueryClient();
  const [days, setDays] = useState(USUAL_DAYS);
  const [started, setStarted] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  const { run, error } = useRun(started ?? change.replayId);
  if (change.files.length === 0) return null;
  const start = async (): Promise<void> => {
    setFailure(undefined);
    try {
      setStarted((await ruleChangeApi.replay(change.id, days)).runId);
      onDone();
    } catch (problem) {
      setFailure(problem);
    }
  };
  return (
    <Card
      title={t('rules.replay')}
      extra={
        mayRun ? (
          <span className="row tight-row">
            <span>{t('rules.lastDays')}</span>
            <InputNumber
              aria-label={t('rules.lastDays')}
              min={1}
              max={MOST_DAYS}
              value={days}
              onChange={(next) => setDays(next ?? USUAL_DAYS)}
            />
            <Button type="primary" disabled={isRunning(run)} onClick={() => void start()}>
              {t('rules.runReplay')}
            </Button>
          </span>
        ) : null
      }
    >
      <ProblemAlert error={failure ?? error} />
      {run === undefined ? (
        <p className="soft">{t('rules.notReplayed')}</p>
      ) : (
        <RunProgress
          run={run}
          onStopped={() => void client.invalidateQueries({ queryKey: ['rule-runs', run.id] })}
        />
      )}
      {run?.state === 'done' && run.result != null ? <Result result={run.result as ReplayResult} /> : null}
    </Card>
  );
}

function Result({ result }: { readonly result: ReplayResult }) {
  const { t } = useWords();
  const figures = [
    ['orders', result.orders],
    ['moved', result.moved],
    ['earlier', result.earlier],
    ['later', result.later],
    ['lateBefore', result.wouldBeLate.before],
    ['lateAfter', result.wouldBeLate.after],
  ] as const;
  return (
    <div className="stack" data-testid="replay-result">
      <dl className="replay-figures">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{t(`replay.${name}`)}</dt>
            <dd className="numeric">{value}</dd>
          </div>
        ))}
      </dl>
      {result.moved === 0 ? null : (
        <Suspense fallback={<div className="replay-plot" />}>
          <ReplayPlot histogram={result.histogram} />
        </Suspense>
      )}
      <ReplayTables result={result} />
    </div>
  );
}
