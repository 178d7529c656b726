import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { orderApi } from '../../api/index.ts';
import { ProblemAlert, TimeText, ToneTag } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useReference } from '../../reference/index.ts';
import { deliveryTone } from '../../theme.ts';
import { recipientOf } from './recipient.ts';

/** What was sent about an order, over which channel, and how it went; newest first. */
export function Deliveries({ orderNo }: { readonly orderNo: string }) {
  const { t, word, language } = useWords();
  const units = useReference('units');
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['order', orderNo, 'deliveries', language],
    queryFn: ({ signal }) => orderApi.deliveries(orderNo, signal),
  });
  const nameOf = (recipient: string): string => {
    const { kind, id } = recipientOf(recipient);
    if (kind === 'unit') return units.nameOf(id);
    if (kind === 'role') return word('role', id);
    if (kind === 'caller') return t('intake.part.caller');
    return id;
  };
  if (isPending) return <Skeleton active />;
  if (data === undefined) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (data.length === 0) return <p className="soft">{t('papers.logEmpty')}</p>;
  return (
    <ul className="life-list">
      {data.map((delivery) => {
        const last = delivery.log.at(-1);
        return (
          <li key={delivery.id} data-testid="delivery">
            <span className="row tight-row">
              <ToneTag tone={deliveryTone(delivery.state)}>{word('delivery', delivery.state)}</ToneTag>
              <strong>{delivery.title}</strong>
            </span>
            <span className="soft">
              {word('deliveryChannel', delivery.channel)} · {nameOf(delivery.recipient)} ·{' '}
              <TimeText at={delivery.sentAt ?? delivery.notBefore ?? delivery.at} />
              {delivery.attempts > 1 ? ` · ${t('papers.attempts', { count: delivery.attempts })}` : ''}
              {last?.detail === undefined || delivery.state === 'sent' ? '' : ` · ${last.detail}`}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
