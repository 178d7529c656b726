import { Alert, Button, Progress } from 'antd';
import { ruleRunApi, type RuleRun } from '../../../api/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { isRunning } from './use-run.ts';

/** How far a run is, how to stop it, and which orders failed. */
export function RunProgress({ run, onStopped }: { readonly run: RuleRun; readonly onStopped: () => void }) {
  const { t, word } = useWords();
  const running = isRunning(run);
  const failed = run.errors ?? [];
  return (
    <div className="stack">
      <div className="row" role="status" aria-live="polite">
        <Progress
          className="spring"
          percent={run.total === 0 ? (running ? 0 : 100) : Math.floor((run.done / run.total) * 100)}
          status={run.state === 'failed' ? 'exception' : running ? 'active' : 'normal'}
          aria-label={word('ruleRun', run.kind)}
        />
        <span className="soft numeric">
          {word('ruleRunState', run.state)} · {t('rules.doneOf', { done: run.done, total: run.total })}
        </span>
        {running ? (
          <Button size="small" onClick={() => void ruleRunApi.stop(run.id).then(onStopped, onStopped)}>
            {t('rules.stop')}
          </Button>
        ) : null}
      </div>
      {failed.length === 0 ? null : (
        <Alert
          type="warning"
          showIcon
          title={t('rules.failedOrders', { count: run.errorCount ?? failed.length })}
          description={
            <ul className="plain-list">
              {failed.map(({ orderNo, detail }) => (
                <li key={orderNo}>
                  <span className="numeric">{orderNo}</span> {detail}
                </li>
              ))}
            </ul>
          }
        />
      )}
    </div>
  );
}
