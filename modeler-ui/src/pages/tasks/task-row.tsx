import { UserOutlined } from '@ant-design/icons';
import { Link } from 'react-router-dom';
import type { Task } from '../../api/index.ts';
import { Countdown, EnterpriseTag, UrgencyTag } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useReference } from '../../reference/index.ts';

interface TaskRowProps {
  readonly task: Task;
  readonly href: string;
  readonly onFocus: () => void;
}

/** One task: what to do, for which request, until when, and who has it. */
export function TaskRow({ task, href, onFocus }: TaskRowProps) {
  const { t, word, language } = useWords();
  const areas = useReference('areas');
  const title = language === 'en' ? (task.titleEn ?? task.title) : task.title;
  return (
    <li>
      <Link className="task-row" to={href} onFocus={onFocus} data-testid="task-row">
        <span className="task-what">
          <span className="task-title">{title}</span>
          <span className="numeric soft">{task.subject?.no ?? task.orderNo}</span>
        </span>
        <span className="task-request">
          <span className="clip">{task.subject?.title ?? task.order?.title ?? '—'}</span>
          <span className="row tight-row">
            <UrgencyTag urgency={task.order?.urgency} />
            <EnterpriseTag callerType={task.order?.callerType} />
            <span className="soft">
              {[word('kind', task.order?.kind), areas.nameOf(task.order?.area)]
                .filter((text) => text !== '—')
                .join(' · ')}
            </span>
          </span>
        </span>
        <span className="task-when">
          <Countdown dueAt={task.dueAt} />
          <span className="soft">
            {task.assignee == null || task.assignee === '' ? (
              t('tasks.unclaimed')
            ) : (
              <>
                <UserOutlined aria-hidden /> {task.assignee}
              </>
            )}
          </span>
        </span>
      </Link>
    </li>
  );
}
