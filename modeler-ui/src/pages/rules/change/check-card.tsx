import { Alert, Button, Card } from 'antd';
import { useState } from 'react';
import { ruleChangeApi, type RuleChange, type RuleProblem } from '../../../api/index.ts';
import { ProblemAlert } from '../../../components/index.ts';
import { useWords } from '../../../i18n/index.ts';

interface CheckCardProps {
  readonly change: RuleChange;
  readonly nameOf: (ruleId: string) => string;
  readonly beforeCheck: () => Promise<void>;
  readonly onShow: (ruleId: string) => void;
  readonly onDone: () => void;
}

/** What the check found; a click opens the file, where the row is marked. */
export function CheckCard({ change, nameOf, beforeCheck, onShow, onDone }: CheckCardProps) {
  const { t } = useWords();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const { check } = change;
  const run = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await beforeCheck();
      await ruleChangeApi.check(change.id);
      onDone();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const stale = check != null && check.revision !== change.revision;
  return (
    <Card
      size="small"
      title={t('rules.check')}
      extra={
        <Button size="small" loading={busy} disabled={change.files.length === 0} onClick={() => void run()}>
          {t('rules.runCheck')}
        </Button>
      }
    >
      <ProblemAlert error={failure} />
      {check == null ? <p className="soft">{t('rules.notChecked')}</p> : null}
      {stale ? <p className="soft">{t('rules.checkStale')}</p> : null}
      {check != null && check.problems.length === 0 ? (
        <Alert type="success" showIcon title={t('rules.checkGood')} />
      ) : null}
      <ul className="plain-list" data-testid="rule-problems">
        {(check?.problems ?? []).map((problem, index) => (
          <li key={index}>
            <ProblemRow
              problem={problem}
              name={nameOf(problem.ruleId)}
              onShow={() => onShow(problem.ruleId)}
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function ProblemRow({
  problem,
  name,
  onShow,
}: {
  readonly problem: RuleProblem;
  readonly name: string;
  readonly onShow: () => void;
}) {
  const { t, language } = useWords();
  return (
    <Button type="text" className="problem-row" danger={problem.severity === 'error'} onClick={onShow}>
      <span>{language === 'zh' ? problem.zh : problem.en}</span>
      <span className="soft">
        {t(problem.severity === 'error' ? 'rules.error' : 'rules.warning')} · {name}
        {problem.path === undefined ? '' : ` · ${problem.path}`}
      </span>
    </Button>
  );
}
