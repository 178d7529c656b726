import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Card, Skeleton, Steps } from 'antd';
import { useParams } from 'react-router-dom';
import { ruleApi, ruleChangeApi, type RuleChange } from '../../../api/index.ts';
import { LinkButton, Page, ProblemAlert } from '../../../components/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { ChangeDesk } from './change-desk.tsx';

const STEPS = ['draft', 'submitted', 'approved', 'published'] as const;

/** 规则变更: the workbench of one change, from the draft until it is in force or taken back. */
export function RuleChangePage() {
  const { t } = useWords();
  const { changeId = '' } = useParams();
  const change = useQuery({
    queryKey: ['rule-changes', changeId],
    queryFn: ({ signal }) => ruleChangeApi.find(changeId, signal),
  });
  const rules = useQuery({ queryKey: ['rules'], queryFn: ({ signal }) => ruleApi.list(signal) });
  return (
    <Page
      wide
      title={change.data?.title ?? t('rules.change')}
      lead={change.data?.reason}
      actions={
        <LinkButton to="/rules" icon={<ArrowLeftOutlined aria-hidden />}>
          {t('rules.back')}
        </LinkButton>
      }
    >
      <ProblemAlert
        error={change.error ?? rules.error}
        onRetry={() => void Promise.all([change.refetch(), rules.refetch()])}
      />
      {change.isPending || rules.isPending ? (
        <Card>
          <Skeleton active paragraph={{ rows: 10 }} />
        </Card>
      ) : null}
      {change.data === undefined || rules.data === undefined ? null : (
        <>
          <Progress change={change.data} />
          <ChangeDesk change={change.data} rules={rules.data.items} />
        </>
      )}
    </Page>
  );
}

function Progress({ change }: { readonly change: RuleChange }) {
  const { t, word, language } = useWords();
  const reached = change.state === 'scheduled' ? 2 : STEPS.findIndex((step) => step === change.state);
  const outside = reached < 0;
  return (
    <div className="stack">
      {outside ? (
        <Alert type="warning" showIcon title={word('ruleChange', change.state)} />
      ) : (
        <Steps
          size="small"
          current={reached}
          aria-label={t('rules.progress')}
          items={STEPS.map((step) => ({
            title: word(
              'ruleChange',
              step === 'approved' && change.state === 'scheduled' ? 'scheduled' : step,
            ),
          }))}
        />
      )}
      {change.refusal == null ? null : (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={language === 'zh' ? change.refusal.zh : change.refusal.en}
        />
      )}
    </div>
  );
}
