import { Alert, Card, Collapse, Descriptions } from 'antd';
import type { Deadline, Order } from '../../api/index.ts';
import { isOver } from '../../codes.ts';
import { useServerClock } from '../../clock/index.ts';
import { countdownText, EmptyState, remaining, TimeText, workingDaysText } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { Days } from './days.tsx';
import { DeadlineHistory } from './deadline-history.tsx';

/** The limits of a deadline in the order they come, with the name of their explanation. */
const LIMITS = [
  { field: 'pushDueAt', lines: 'push' },
  { field: 'signDueAt', lines: 'sign' },
  { field: 'onSiteDueAt', lines: 'onSite' },
  { field: 'dueAt', lines: 'handle' },
  { field: 'callbackDueAt', lines: 'callback' },
] as const;

/** Until when the order must be finished, what is left, and why it is that day. */
export function DeadlineCard({ order }: { readonly order: Order }) {
  const { t } = useWords();
  const { deadline } = order;
  if (deadline?.dueAt == null) {
    return (
      <Card title={t('deadline.title')}>
        <EmptyState title={t('deadline.none')} hint={t('deadline.noneHint')} />
      </Card>
    );
  }
  const explained = LIMITS.flatMap(({ field, lines }) => {
    const days = deadline.explanation?.[lines] ?? [];
    return days.length === 0 ? [] : [{ field, days }];
  });
  return (
    <Card title={t('deadline.title')} className="deadline-card">
      {deadline.crossesUnpublished === true ? (
        <Alert
          type="warning"
          showIcon
          className="below"
          title={t('deadline.provisional')}
          description={t('deadline.provisionalText')}
        />
      ) : null}
      <Left order={order} deadline={deadline} />
      <Descriptions
        size="small"
        column={1}
        items={[
          ...LIMITS.filter(({ field }) => deadline[field] != null).map(({ field }) => ({
            key: field,
            label: t(`deadline.${field}`),
            children: <TimeText at={deadline[field]} />,
          })),
          ...(deadline.basis === undefined
            ? []
            : [{ key: 'basis', label: t('deadline.basis'), children: deadline.basis }]),
          // the basis names the rule; its id is only for where there is none
          ...(deadline.rule === undefined || deadline.basis !== undefined
            ? []
            : [{ key: 'rule', label: t('deadline.rule'), children: <code>{deadline.rule}</code> }]),
        ]}
      />
      {explained.length === 0 ? null : (
        <Collapse
          size="small"
          defaultActiveKey={explained.some(({ field }) => field === 'dueAt') ? ['dueAt'] : []}
          items={explained.map(({ field, days }) => ({
            key: field,
            label: t('deadline.explain', { limit: t(`deadline.${field}`) }),
            children: <Days days={days} caption={t('deadline.explain', { limit: t(`deadline.${field}`) })} />,
          }))}
        />
      )}
      <DeadlineHistory orderNo={order.orderNo} />
    </Card>
  );
}

function Left({ order, deadline }: { readonly order: Order; readonly deadline: Deadline }) {
  const { t } = useWords();
  const { now } = useServerClock();
  if (isOver(order.status)) {
    const late = Date.parse(order.finishedAt ?? order.closedAt ?? '') > Date.parse(deadline.dueAt ?? '');
    return (
      <p className={`deadline-left countdown-${late ? 'overdue' : 'calm'}`}>
        <strong>{t(late ? 'deadline.finishedLate' : 'deadline.finishedInTime')}</strong>
      </p>
    );
  }
  if (deadline.pausedSince != null) {
    return (
      <p className="deadline-left countdown-calm" data-testid="deadline-left">
        <strong>{t('deadline.paused')}</strong>
        <span>
          {t('deadline.pausedSince')} <TimeText at={deadline.pausedSince} />
        </span>
      </p>
    );
  }
  const left = remaining(now, deadline.dueAt, deadline.explanation?.['handle']);
  if (left === undefined) return null;
  const days = workingDaysText(left, t);
  return (
    <p className={`deadline-left countdown-${left.level}`} data-testid="deadline-left">
      <strong className="numeric">{days ?? countdownText(left, t)}</strong>
      {days === undefined ? null : <span className="numeric">{countdownText(left, t)}</span>}
    </p>
  );
}
