import { Button, Card, Input } from 'antd';
import { useState } from 'react';
import { ruleApi, type RuleChange, type WhatIfSide } from '../../../api/index.ts';
import { ProblemAlert, shanghaiTime } from '../../../components/index.ts';
import { useWords } from '../../../i18n/index.ts';

/** One order under the rules in force and under the change. */
export function WhatIfCard({ change }: { readonly change: RuleChange }) {
  const { t } = useWords();
  const [orderNo, setOrderNo] = useState('');
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<{ before: WhatIfSide; after: WhatIfSide }>();
  const [failure, setFailure] = useState<unknown>();
  if (change.files.length === 0) return null;
  const ask = async (): Promise<void> => {
    if (orderNo.trim() === '') return;
    setBusy(true);
    setFailure(undefined);
    try {
      setAnswer(await ruleApi.whatIf({ orderNo: orderNo.trim(), changeId: change.id }));
    } catch (error) {
      setAnswer(undefined);
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card size="small" title={t('rules.whatIf')}>
      <div className="stack">
        <span className="row tight-row">
          <Input
            aria-label={t('rules.orderNo')}
            placeholder={t('rules.orderNo')}
            value={orderNo}
            onChange={(event) => setOrderNo(event.target.value)}
            onPressEnter={() => void ask()}
          />
          <Button loading={busy} disabled={orderNo.trim() === ''} onClick={() => void ask()}>
            {t('rules.ask')}
          </Button>
        </span>
        <ProblemAlert error={failure} />
        {answer === undefined ? null : (
          <dl className="stack" data-testid="what-if">
            <Side name={t('replay.before')} side={answer.before} />
            <Side name={t('replay.after')} side={answer.after} />
          </dl>
        )}
      </div>
    </Card>
  );
}

function Side({ name, side }: { readonly name: string; readonly side: WhatIfSide }) {
  const { t, language } = useWords();
  const due = side.deadline?.dueAt;
  const { problem } = side;
  const lines = side.deadline?.explanation?.['handle'] ?? [];
  return (
    <div>
      <dt>
        {name} <span className="soft">{side.rule}</span>
      </dt>
      <dd className="numeric">
        {problem == null
          ? due == null
            ? '—'
            : shanghaiTime(due).format('YYYY-MM-DD HH:mm')
          : typeof problem === 'string'
            ? problem
            : problem[language]}
      </dd>
      {lines.length === 0 ? null : (
        <details className="soft">
          <summary>{t('rules.dayByDay')}</summary>
          <ul className="plain-list">
            {lines.map((line) => (
              <li key={line.date}>{(language === 'zh' ? line.zh : line.en) ?? line.date}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
