import { useQuery } from '@tanstack/react-query';
import { Collapse, Skeleton } from 'antd';
import { useState } from 'react';
import { orderApi, type PastDeadline } from '../../api/index.ts';
import { ProblemAlert, TimeText } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { Days } from './days.tsx';

/** 时限变更记录: every deadline that the order had, what moved it, and why it was that day. Asked for when it is opened. */
export function DeadlineHistory({ orderNo }: { readonly orderNo: string }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['order', orderNo, 'deadline'],
    queryFn: ({ signal }) => orderApi.deadlines(orderNo, signal),
    enabled: open,
  });
  return (
    <details className="deadline-history" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('deadline.history')}</summary>
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {open && isPending ? <Skeleton active /> : null}
      <ol className="plain-list">
        {[...(data?.history ?? [])].reverse().map((past, index) => (
          <li key={index}>
            <Past past={past} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function Past({ past }: { readonly past: PastDeadline }) {
  const { t, language } = useWords();
  const days = past.explanation?.['handle'] ?? [];
  const { deadlines, calendar } = past.ruleVersions ?? {};
  return (
    <>
      <p>
        <TimeText at={past.at} /> <strong>{past.causeName?.[language] ?? past.cause}</strong> →{' '}
        <TimeText at={past.dueAt} />
        {deadlines == null ? null : (
          <span className="soft"> {t('deadline.versions', { deadlines, calendar: calendar ?? '—' })}</span>
        )}
      </p>
      {past.basis == null ? null : <p className="soft">{past.basis}</p>}
      {days.length === 0 ? null : (
        <Collapse
          ghost
          size="small"
          items={[
            {
              key: 'days',
              label: t('rules.dayByDay'),
              children: <Days days={days} caption={t('rules.dayByDay')} />,
            },
          ]}
        />
      )}
    </>
  );
}
