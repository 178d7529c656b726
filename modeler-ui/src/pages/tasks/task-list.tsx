import { useQuery } from '@tanstack/react-query';
import { Card, Segmented, Skeleton } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { taskApi, type TaskScope } from '../../api/index.ts';
import { useServerClock } from '../../clock/index.ts';
import { EmptyState, LinkButton, Page, ProblemAlert, shanghaiTime } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { hasOversight, useSession } from '../../session/index.ts';
import { groupByDue, taskKey } from './order-of-work.ts';
import { TaskRow } from './task-row.tsx';

const SCOPES: readonly TaskScope[] = ['group', 'mine', 'all'];

/** True while a key press belongs to a field and not to the page. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
  );
}

/** The person's work, nearest deadline first; j and k move, Enter opens. */
export function TaskListPage() {
  const { t } = useWords();
  const { now } = useServerClock();
  const [params, setParams] = useSearchParams();
  const { person } = useSession();
  const scopes = SCOPES.filter((known) => known !== 'all' || (person !== undefined && hasOversight(person)));
  const scope = scopes.find((known) => known === params.get('scope')) ?? 'group';
  const { data, isPending, error, refetch } = useQuery({
    queryKey: ['tasks', scope],
    queryFn: ({ signal }) => taskApi.list(scope, signal),
  });

  const minute = Math.floor(now / 60_000);
  const groups = useMemo(
    () =>
      groupByDue(
        data?.items ?? [],
        minute * 60_000,
        shanghaiTime(minute * 60_000)
          .endOf('day')
          .valueOf(),
      ),
    [data, minute],
  );
  const flat = useMemo(() => groups.flatMap((entry) => entry.tasks), [groups]);
  const [at, setAt] = useState(-1);
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0;
      if (step === 0 || flat.length === 0) return;
      event.preventDefault();
      const next = Math.min(Math.max(at + step, 0), flat.length - 1);
      setAt(next);
      // The row is a link, so once it has the focus Enter opens it without any code of ours.
      list.current?.querySelectorAll<HTMLAnchorElement>('a.task-row')[next]?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [at, flat]);

  return (
    <Page
      title={t('tasks.title')}
      lead={isPending ? t('tasks.loading') : t('tasks.count', { count: flat.length })}
      actions={
        <Segmented<TaskScope>
          aria-label={t('tasks.scope')}
          value={scope}
          options={scopes.map((value) => ({ value, label: t(`tasks.scopeOf.${value}`) }))}
          onChange={(value) => setParams({ scope: value }, { replace: true })}
        />
      }
    >
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {isPending ? (
        <Card>
          <Skeleton active paragraph={{ rows: 8 }} />
        </Card>
      ) : null}
      {data !== undefined && flat.length === 0 ? (
        <EmptyState
          title={t(`tasks.empty.${scope}`)}
          hint={t('tasks.emptyHint')}
          action={<LinkButton to="/orders">{t('tasks.seeOrders')}</LinkButton>}
        />
      ) : null}
      <div ref={list} className="task-groups">
        {groups.map(({ group, tasks }) => (
          <section key={group} aria-label={t(`tasks.group.${group}`)}>
            <h2 className={`group-head group-${group}`}>
              {t(`tasks.group.${group}`)} <span className="numeric">{tasks.length}</span>
            </h2>
            <ul className="task-list">
              {tasks.map((task) => (
                <TaskRow
                  key={taskKey(task)}
                  task={task}
                  href={`/tasks/${encodeURIComponent(taskKey(task))}?scope=${scope}`}
                  onFocus={() => setAt(flat.indexOf(task))}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
      {data?.nextCursor == null ? null : <p className="soft">{t('tasks.more', { count: flat.length })}</p>}
      {flat.length > 0 ? <p className="soft keys-hint">{t('tasks.keys')}</p> : null}
    </Page>
  );
}
