import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { problemOf, taskApi, type TaskDetail, type TaskScope } from '../../api/index.ts';
import { draftStore, EmptyState, ProblemAlert } from '../../components/index.ts';
import {
  answersOf,
  faultsByPath,
  TaskForm,
  unplacedFaults,
  type Faults,
  type TaskFormHandle,
} from '../../form/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useSession } from '../../session/index.ts';
import { AskedFor } from './asked-for.tsx';
import { nextAfter } from './order-of-work.ts';

type Data = Readonly<Record<string, unknown>>;
type Doing = 'claim' | 'unclaim' | 'complete' | undefined;

interface TaskWorkProps {
  readonly taskKey: string;
  readonly detail: TaskDetail;
  readonly scope: TaskScope;
}

/** Taking, filling in and finishing a task. What is typed stays in this browser until the server has it. */
export function TaskWork({ taskKey, detail, scope }: TaskWorkProps) {
  const { t, language } = useWords();
  const { person } = useSession();
  const { message } = App.useApp();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { task, form } = detail;

  const store = useMemo(() => draftStore<Data>(`task.${taskKey}`), [taskKey]);
  const [stored, setStored] = useState(() => store.read());
  const [attempt, setAttempt] = useState(0);
  // The first answer of the server and the draft make the form; later refreshes must not disturb typing.
  const [prefill] = useState(detail.data);
  const [schema] = useState(form);
  const start = useMemo(() => ({ ...prefill, ...stored }), [prefill, stored]);

  const handle = useRef<TaskFormHandle>(null);
  const [doing, setDoing] = useState<Doing>();
  const [failure, setFailure] = useState<unknown>();
  const [faults, setFaults] = useState<Faults>({});

  const mine = task.assignee != null && task.assignee !== '' && task.assignee === person?.username;
  const someoneElses = task.assignee != null && task.assignee !== '' && !mine;
  const open = task.state === 'open';

  const run = async (what: Exclude<Doing, undefined>, action: () => Promise<unknown>): Promise<boolean> => {
    setDoing(what);
    setFailure(undefined);
    setFaults({});
    try {
      await action();
      return true;
    } catch (error) {
      setFaults(faultsByPath(problemOf(error), language));
      setFailure(error);
      return false;
    } finally {
      setDoing(undefined);
      void client.invalidateQueries({ queryKey: ['tasks'] });
    }
  };

  const goOn = async (): Promise<void> => {
    const list = await taskApi.list(scope).catch(() => undefined);
    const next = nextAfter(list?.items ?? [], taskKey);
    await navigate(
      next === undefined ? `/tasks?scope=${scope}` : `/tasks/${encodeURIComponent(next)}?scope=${scope}`,
    );
  };

  const complete = async (): Promise<void> => {
    const data = schema === null ? {} : handle.current?.submit();
    if (data === undefined) return void message.warning(t('form.incomplete'));
    const done = await run('complete', () => taskApi.complete(taskKey, answersOf(data, schema)));
    if (!done) return;
    store.clear();
    void message.success(t('tasks.done'));
    await goOn();
  };

  return (
    <Card
      title={t('tasks.formTitle')}
      className="task-work"
      extra={
        mine ? (
          <Button
            size="small"
            loading={doing === 'unclaim'}
            disabled={!open}
            onClick={() => void run('unclaim', () => taskApi.unclaim(taskKey))}
          >
            {t('tasks.unclaim')}
          </Button>
        ) : someoneElses ? (
          <span className="soft">{t('tasks.with', { name: task.assignee })}</span>
        ) : (
          <Button
            size="small"
            loading={doing === 'claim'}
            disabled={!open}
            onClick={() => void run('claim', () => taskApi.claim(taskKey))}
          >
            {t('tasks.claim')}
          </Button>
        )
      }
    >
      {detail.request === null ? null : <AskedFor request={detail.request} />}
      {stored === undefined ? null : (
        <Alert
          type="info"
          showIcon
          className="below"
          title={t('tasks.restored')}
          action={
            <Button
              size="small"
              onClick={() => {
                store.clear();
                setStored(undefined);
                setAttempt((count) => count + 1);
              }}
            >
              {t('tasks.discard')}
            </Button>
          }
        />
      )}
      {schema === null ? (
        <EmptyState title={t('tasks.noForm')} />
      ) : (
        <TaskForm
          key={attempt}
          ref={handle}
          schema={schema}
          data={start}
          readOnly={!open || someoneElses}
          faults={faults}
          onChange={(data) => store.write(answersOf(data, schema))}
        />
      )}
      {task.denied != null && failure === undefined ? (
        <Alert
          type="warning"
          showIcon
          className="below"
          title={t('tasks.denied')}
          description={task.denied[language]}
        />
      ) : null}
      <ProblemAlert error={failure} faults={unplacedFaults(faults, schema?.components ?? [])} />
      <div className="form-bar">
        {someoneElses ? <span className="soft">{t('tasks.notYours')}</span> : null}
        <Button
          type="primary"
          size="large"
          loading={doing === 'complete'}
          disabled={!open || someoneElses}
          onClick={() => void complete()}
        >
          {doing === 'complete' ? t('tasks.completing') : t('tasks.complete')}
        </Button>
      </div>
    </Card>
  );
}
