import { DownloadOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Skeleton } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { ruleApi, ruleChangeApi, type Rule, type RuleChange } from '../../api/index.ts';
import { useServerClock } from '../../clock/index.ts';
import { EmptyState, formatTime, Page, ProblemAlert, ToneTag } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { mayChangeRules, useSession } from '../../session/index.ts';
import { dayTone, ruleChangeTone } from '../../theme.ts';
import { BeginDialog } from './begin-dialog.tsx';
import { saveRules } from './save-rules.ts';

const GROUPS = ['tables', 'calendar', 'units', 'catalogue', 'words', 'scores', 'templates', 'cases'] as const;
/** States in which somebody still has something to do. */
const UNFINISHED = ['draft', 'submitted', 'approved', 'scheduled', 'refused'];

/** 规则: everything that an admin changes without code, and the changes under way. */
export function RuleListPage() {
  const { t } = useWords();
  const { person } = useSession();
  const [beginning, setBeginning] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const rules = useQuery({ queryKey: ['rules'], queryFn: ({ signal }) => ruleApi.list(signal) });
  const changes = useQuery({
    queryKey: ['rule-changes'],
    queryFn: ({ signal }) => ruleChangeApi.list(signal),
  });
  const admin = person !== undefined && mayChangeRules(person);
  return (
    <Page
      title={t('rules.title')}
      lead={t('rules.lead')}
      actions={
        <>
          <Button icon={<DownloadOutlined aria-hidden />} onClick={() => void saveRules().catch(setFailure)}>
            {t('rules.export')}
          </Button>
          {admin ? (
            <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setBeginning(true)}>
              {t('rules.begin')}
            </Button>
          ) : null}
        </>
      }
    >
      <ProblemAlert
        error={failure ?? rules.error ?? changes.error}
        onRetry={() => void Promise.all([rules.refetch(), changes.refetch()])}
      />
      <CalendarWarning warning={rules.data?.calendarWarning} />
      <ChangeList changes={changes.data} />
      {rules.isPending ? (
        <Card>
          <Skeleton active paragraph={{ rows: 8 }} />
        </Card>
      ) : null}
      {rules.data === undefined ? null : <RuleGroups rules={rules.data.items} />}
      <BeginDialog open={beginning} onClose={() => setBeginning(false)} />
    </Page>
  );
}

function CalendarWarning({ warning }: { readonly warning: { zh: string; en: string } | null | undefined }) {
  const { language } = useWords();
  if (warning == null) return null;
  return <Alert type="warning" showIcon title={language === 'zh' ? warning.zh : warning.en} />;
}

function ChangeList({ changes }: { readonly changes: readonly RuleChange[] | undefined }) {
  const { t, word } = useWords();
  const { now } = useServerClock();
  const [all, setAll] = useState(false);
  if (changes === undefined) return null;
  const open = changes.filter(({ state }) => UNFINISHED.includes(state));
  const shown = all ? changes : open;
  return (
    <section aria-label={t('rules.changes')} className="stack">
      <header className="row">
        <h2>{t('rules.changes')}</h2>
        <span className="spring" />
        {changes.length === open.length ? null : (
          <Button type="link" onClick={() => setAll(!all)}>
            {t(all ? 'rules.openChanges' : 'rules.allChanges')}
          </Button>
        )}
      </header>
      {shown.length === 0 ? (
        <EmptyState title={t('rules.noChanges')} hint={t('rules.noChangesHint')} />
      ) : null}
      <ul className="rule-rows">
        {shown.map((change) => (
          <li key={change.id}>
            <Link className="rule-row" to={`/rules/changes/${encodeURIComponent(change.id)}`}>
              <span className="rule-name">
                <strong>{change.title}</strong>
                <span className="soft clip">{change.reason}</span>
              </span>
              <ToneTag tone={ruleChangeTone(change.state)}>{word('ruleChange', change.state)}</ToneTag>
              <span className="soft">
                {t('rules.byAt', {
                  by: change.author,
                  at: change.updatedAt === undefined ? '' : formatTime(change.updatedAt, now),
                })}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function RuleGroups({ rules }: { readonly rules: readonly Rule[] }) {
  const { t, word } = useWords();
  return GROUPS.map((group) => {
    const own = rules.filter((rule) => rule.group === group);
    if (own.length === 0) return null;
    const list = (
      <ul className="rule-rows">
        {own.map((rule) => (
          <li key={rule.id}>
            <RuleRow rule={rule} />
          </li>
        ))}
      </ul>
    );
    return (
      <section key={group} aria-label={word('ruleGroup', group)} className="stack">
        {group === 'cases' ? (
          <details>
            <summary>
              <strong>{word('ruleGroup', group)}</strong> <span className="soft">{t('rules.casesHint')}</span>
            </summary>
            {list}
          </details>
        ) : (
          <>
            <h2>{word('ruleGroup', group)}</h2>
            {list}
          </>
        )}
      </section>
    );
  });
}

function RuleRow({ rule }: { readonly rule: Rule }) {
  const { t, language } = useWords();
  const { now } = useServerClock();
  const { inForce } = rule;
  return (
    <Link className="rule-row" to={`/rules/files/${encodeURIComponent(rule.id)}`}>
      <span className="rule-name">
        <strong>{language === 'zh' ? rule.zh : rule.en}</strong>
        <span className="soft">{rule.file}</span>
      </span>
      {rule.scheduled == null ? null : (
        <ToneTag tone={ruleChangeTone('scheduled')}>
          {t('rules.from', { at: formatTime(rule.scheduled.effectiveAt ?? '', now) })}
        </ToneTag>
      )}
      <ToneTag tone={dayTone(true)}>{t('processes.version', { version: inForce.number })}</ToneTag>
      <span className="soft">
        {inForce.by === 'system' || inForce.by === undefined
          ? t('rules.fromFile')
          : t('rules.byAt', { by: inForce.by, at: inForce.at == null ? '' : formatTime(inForce.at, now) })}
      </span>
    </Link>
  );
}
