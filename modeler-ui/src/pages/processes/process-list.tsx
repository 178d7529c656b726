import { ApartmentOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Card, Skeleton } from 'antd';
import { Link } from 'react-router-dom';
import { processApi } from '../../api/index.ts';
import { useServerClock } from '../../clock/index.ts';
import { EmptyState, formatTime, Page, ProblemAlert, ToneTag } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { dayTone } from '../../theme.ts';

/** The processes in force. */
export function ProcessListPage() {
  const { t } = useWords();
  const { now } = useServerClock();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['processes'],
    queryFn: ({ signal }) => processApi.list(signal),
  });
  return (
    <Page title={t('processes.title')} lead={t('processes.lead')}>
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {isPending ? (
        <Card>
          <Skeleton active />
        </Card>
      ) : null}
      {data?.length === 0 ? <EmptyState title={t('processes.none')} hint={t('processes.noneHint')} /> : null}
      <ul className="process-list">
        {(data ?? []).map((process) => (
          <li key={process.processId}>
            <Link className="process-row" to={`/processes/${encodeURIComponent(process.processId)}`}>
              <ApartmentOutlined aria-hidden className="process-icon" />
              <span className="process-name">
                <strong>{process.name ?? process.processId}</strong>
                <span className="soft">{process.resourceName ?? process.processId}</span>
              </span>
              <span className="process-version">
                <ToneTag tone={dayTone(true)}>{t('processes.version', { version: process.version })}</ToneTag>
                {process.deployedAt === undefined ? null : (
                  <span className="soft">
                    {t('processes.by', {
                      by:
                        process.by === undefined || process.by === 'system'
                          ? t('timeline.system')
                          : process.by,
                      at: formatTime(process.deployedAt, now),
                    })}
                  </span>
                )}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  );
}
