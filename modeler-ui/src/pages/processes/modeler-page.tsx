import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Card, Skeleton } from 'antd';
import { useParams } from 'react-router-dom';
import { processApi } from '../../api/index.ts';
import { LinkButton, Page, ProblemAlert } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { ModelerDesk } from './modeler-desk.tsx';

/** A deployed process, open in the modeler. */
export function ModelerPage() {
  const { t } = useWords();
  const { processId = '' } = useParams();
  const list = useQuery({ queryKey: ['processes'], queryFn: ({ signal }) => processApi.list(signal) });
  const xml = useQuery({
    queryKey: ['processes', processId, 'xml'],
    queryFn: ({ signal }) => processApi.xml(processId, undefined, signal),
    staleTime: Infinity, // a refresh in the background must not replace what is being drawn
  });
  const process = list.data?.find((known) => known.processId === processId);
  return (
    <Page
      wide
      title={process?.name ?? processId}
      lead={process === undefined ? undefined : t('processes.version', { version: process.version })}
      actions={
        <LinkButton to="/processes" icon={<ArrowLeftOutlined />}>
          {t('processes.back')}
        </LinkButton>
      }
    >
      <ProblemAlert
        error={xml.error ?? list.error}
        onRetry={() => void Promise.all([xml.refetch(), list.refetch()])}
      />
      {xml.data === undefined || process === undefined ? (
        xml.isPending || list.isPending ? (
          <Card>
            <Skeleton active paragraph={{ rows: 12 }} />
          </Card>
        ) : null
      ) : (
        <ModelerDesk key={processId} process={process} deployedXml={xml.data} />
      )}
    </Page>
  );
}
