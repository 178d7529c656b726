import { useQuery } from '@tanstack/react-query';
import { Card, Skeleton, Timeline } from 'antd';
import { useMemo } from 'react';
import { orderApi, type OrderEvent } from '../../api/index.ts';
import { EmptyState, ProblemAlert, TimeText } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { palette } from '../../theme.ts';
import { useEventWords } from './event-words.ts';

const LATE = /overdue|late|card|reject|return|dissatisf/;

function dotColour(event: OrderEvent): string {
  if (LATE.test(event.type)) return palette.bad;
  return event.actor?.kind === 'person' ? palette.brand : palette.inkFaint;
}

/** All that happened to the order, newest first. */
export function OrderTimeline({ orderNo }: { readonly orderNo: string }) {
  const { t } = useWords();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['order', orderNo, 'events'],
    queryFn: ({ signal }) => orderApi.events(orderNo, signal),
  });
  const events = useMemo(() => (data ?? []).toReversed(), [data]);
  const words = useEventWords(events);
  return (
    <Card title={t('timeline.title')}>
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {isPending ? <Skeleton active paragraph={{ rows: 5 }} /> : null}
      {data !== undefined && events.length === 0 ? <EmptyState title={t('timeline.empty')} /> : null}
      {events.length === 0 ? null : (
        <div className="timeline-scroll" tabIndex={0} role="group" aria-label={t('timeline.title')}>
          <Timeline
            className="timeline"
            items={events.map((event, index) => ({
              key: event.id ?? event._id ?? `${event.at}-${index}`,
              color: dotColour(event),
              content: (
                <article className="event" data-testid="event" data-type={event.type}>
                  <div className="row spread">
                    <strong>{words.title(event)}</strong>
                    <span className="soft">
                      <TimeText at={event.at} />
                    </span>
                  </div>
                  <div className="soft">{words.actor(event)}</div>
                  {words.facts(event).map((fact) => (
                    <div key={fact.label} className="event-fact">
                      <span className="soft">{fact.label}</span> {fact.value}
                    </div>
                  ))}
                </article>
              ),
            }))}
          />
        </div>
      )}
    </Card>
  );
}
