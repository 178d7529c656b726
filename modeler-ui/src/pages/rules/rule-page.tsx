import { ArrowLeftOutlined, DownloadOutlined, EditOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Skeleton, Tabs } from 'antd';
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router-dom';
import { ruleApi, type RuleText, type RuleVersion } from '../../api/index.ts';
import { useServerClock } from '../../clock/index.ts';
import { formatTime, LinkButton, Page, ProblemAlert, saveFile, ToneTag } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { mayChangeRules, useSession } from '../../session/index.ts';
import { ruleChangeTone } from '../../theme.ts';
import { BeginDialog } from './begin-dialog.tsx';
import { RuleEditor } from './rule-editor.tsx';

/** One file of rules as it is in force, and the versions that it had. */
export function RulePage() {
  const { t, language } = useWords();
  const { person } = useSession();
  const { ruleId = '' } = useParams();
  const [params, setParams] = useSearchParams();
  const [beginning, setBeginning] = useState(false);
  const number = Number(params.get('version')) || undefined;
  const rule = useQuery({
    queryKey: ['rules', ruleId, number],
    queryFn: ({ signal }) => ruleApi.text(ruleId, number, signal),
  });
  const { data } = rule;
  return (
    <Page
      wide
      title={data === undefined ? ruleId : language === 'zh' ? data.zh : data.en}
      lead={data === undefined ? undefined : t('processes.version', { version: data.number })}
      actions={
        <>
          <LinkButton to="/rules" icon={<ArrowLeftOutlined aria-hidden />}>
            {t('rules.back')}
          </LinkButton>
          {data === undefined ? null : (
            <Button
              icon={<DownloadOutlined aria-hidden />}
              onClick={() => saveFile(data.file.split('/').at(-1) ?? data.file, 'text/plain', data.content)}
            >
              {t('rules.download')}
            </Button>
          )}
          {person !== undefined && mayChangeRules(person) ? (
            <Button type="primary" icon={<EditOutlined aria-hidden />} onClick={() => setBeginning(true)}>
              {t('rules.changeThis')}
            </Button>
          ) : null}
        </>
      }
    >
      <ProblemAlert error={rule.error} onRetry={() => void rule.refetch()} />
      {rule.isPending ? (
        <Card>
          <Skeleton active paragraph={{ rows: 8 }} />
        </Card>
      ) : null}
      {data === undefined ? null : (
        <RuleTabs
          rule={data}
          onVersion={(next) => setParams(next === undefined ? {} : { version: String(next) })}
        />
      )}
      <BeginDialog open={beginning} ruleId={ruleId} onClose={() => setBeginning(false)} />
    </Page>
  );
}

function RuleTabs({
  rule,
  onVersion,
}: {
  readonly rule: RuleText;
  readonly onVersion: (number: number | undefined) => void;
}) {
  const { t } = useWords();
  const older = rule.state !== undefined && rule.state !== 'in-force';
  return (
    <Tabs
      items={[
        {
          key: 'content',
          label: t('rules.content'),
          children: (
            <div className="stack">
              {older ? (
                <Alert
                  type="info"
                  showIcon
                  title={t('rules.olderVersion', { version: rule.number })}
                  action={
                    <Button size="small" onClick={() => onVersion(undefined)}>
                      {t('rules.showInForce')}
                    </Button>
                  }
                />
              ) : null}
              <RuleEditor
                readOnly
                ruleId={rule.id}
                format={rule.format}
                value={rule.content}
                revision={`${rule.id}@${rule.number}`}
              />
            </div>
          ),
        },
        {
          key: 'versions',
          label: t('rules.versions'),
          children: <Versions rule={rule} onVersion={onVersion} />,
        },
      ]}
    />
  );
}

function Versions({
  rule,
  onVersion,
}: {
  readonly rule: RuleText;
  readonly onVersion: (number: number | undefined) => void;
}) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['rules', rule.id, 'versions'],
    queryFn: ({ signal }) => ruleApi.versions(rule.id, signal),
  });
  return (
    <div className="stack">
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {isPending ? <Skeleton active /> : null}
      <ol className="rule-versions">
        {(data ?? []).map((version) => (
          <li key={version.number}>
            <VersionRow version={version} onOpen={() => onVersion(version.number)} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function VersionRow({ version, onOpen }: { readonly version: RuleVersion; readonly onOpen: () => void }) {
  const { t, word, language } = useWords();
  const { now } = useServerClock();
  return (
    <Card
      size="small"
      title={
        <span className="row tight-row">
          {t('processes.version', { version: version.number })}
          <ToneTag tone={ruleChangeTone(version.state ?? '')}>{word('ruleVersion', version.state)}</ToneTag>
        </span>
      }
      extra={
        <Button size="small" onClick={onOpen}>
          {t('rules.open')}
        </Button>
      }
    >
      <p>
        {version.by === 'system' ? t('rules.fromFile') : version.reason}
        <span className="soft">
          {' '}
          {t('rules.byAt', {
            by: version.by === undefined || version.by === 'system' ? t('timeline.system') : version.by,
            at: version.at == null ? '' : formatTime(version.at, now),
          })}
          {version.approvedBy == null ? '' : ` · ${t('rules.approvedBy', { by: version.approvedBy })}`}
        </span>
      </p>
      {version.refusal == null ? null : (
        <Alert
          type="error"
          title={language === 'zh' ? version.refusal.zh : version.refusal.en}
          className="below"
        />
      )}
      <ul className="rule-words">
        {(version.words ?? []).map((text, index) => (
          <li key={index}>{language === 'zh' ? text.zh : text.en}</li>
        ))}
      </ul>
    </Card>
  );
}
