import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Card, Skeleton } from 'antd';
import { useParams, useSearchParams } from 'react-router-dom';
import { problemOf, taskApi, type TaskScope } from '../../api/index.ts';
import { Countdown, EmptyState, LinkButton, Page, ProblemAlert } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { OrderFacts } from './order-facts.tsx';
import { TaskMatter } from './task-matter.tsx';
import { TaskWork } from './task-work.tsx';

const TASK_SCOPES: readonly TaskScope[] = ['group', 'mine', 'all'];

/** One task: the order's facts on the left, the form to fill in on the right. */
export function TaskPage() {
  const { t, language } = useWords();
  const { key = '' } = useParams();
  const [params] = useSearchParams();
  const scope: TaskScope = TASK_SCOPES.find((known) => known === params.get('scope')) ?? 'group';
  const back = `/tasks?scope=${scope}`;
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['tasks', 'one', key, language],
    queryFn: ({ signal }) => taskApi.get(key, signal),
  });
  const title =
    data === undefined
      ? t('tasks.one')
      : language === 'en'
        ? (data.task.titleEn ?? data.task.title)
        : data.task.title;

  return (
    <Page
      wide
      title={title}
      lead={
        data === undefined ? undefined : (
          <span className="row tight-row">
            <span className="numeric">{data.task.subject?.no ?? data.task.orderNo}</span>
            <Countdown dueAt={data.task.dueAt} />
          </span>
        )
      }
      actions={
        <LinkButton to={back} icon={<ArrowLeftOutlined />}>
          {t('tasks.back')}
        </LinkButton>
      }
    >
      {isPending ? (
        <div className="two-columns">
          <Card>
            <Skeleton active paragraph={{ rows: 8 }} />
          </Card>
          <Card>
            <Skeleton active paragraph={{ rows: 6 }} />
          </Card>
        </div>
      ) : null}
      {error !== null && problemOf(error).status === 404 ? (
        <EmptyState
          title={t('tasks.gone')}
          hint={t('tasks.goneHint')}
          action={<LinkButton to={back}>{t('tasks.back')}</LinkButton>}
        />
      ) : (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      )}
      {data === undefined ? null : (
        <>
          {data.task.state === 'open' ? null : (
            <Alert
              type="info"
              showIcon
              title={t(`tasks.state.${data.task.state}`)}
              action={
                <LinkButton size="small" to={back}>
                  {t('tasks.back')}
                </LinkButton>
              }
            />
          )}
          <div className="two-columns">
            <div className="stack">
              {data.order === null ? null : <OrderFacts order={data.order} />}
              <TaskMatter detail={data} />
            </div>
            <TaskWork key={`${key} ${language}`} taskKey={key} detail={data} scope={scope} />
          </div>
        </>
      )}
    </Page>
  );
}
