import { useQuery } from '@tanstack/react-query';
import { Card, Segmented, Skeleton } from 'antd';
import { useSearchParams } from 'react-router-dom';
import { reportApi } from '../../api/index.ts';
import { codes } from '../../codes.ts';
import { EmptyState, Page, ProblemAlert } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { ReportCard } from './report-card.tsx';

/** 定期报告: how the days, weeks and months went. */
export function ReportsPage() {
  const { t, word } = useWords();
  const [params, setParams] = useSearchParams();
  const reportId = codes.reportId.find((known) => known === params.get('report')) ?? 'daily';
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['reports', reportId],
    queryFn: ({ signal }) => reportApi.list(reportId, signal),
  });
  return (
    <Page
      title={t('reports.title')}
      lead={t('reports.lead')}
      actions={
        <Segmented
          aria-label={t('reports.which')}
          value={reportId}
          options={codes.reportId.map((value) => ({ value, label: word('reportId', value) }))}
          onChange={(value) => setParams({ report: value }, { replace: true })}
        />
      }
    >
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {isPending ? (
        <Card>
          <Skeleton active paragraph={{ rows: 6 }} />
        </Card>
      ) : null}
      {data?.length === 0 ? <EmptyState title={t('reports.none')} hint={t('reports.noneHint')} /> : null}
      <ul className="bench-list">
        {(data ?? []).map((report) => (
          <li key={report.id}>
            <ReportCard report={report} />
          </li>
        ))}
      </ul>
    </Page>
  );
}
