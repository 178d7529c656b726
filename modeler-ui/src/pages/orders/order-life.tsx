import { Card } from 'antd';
import type { Order } from '../../api/index.ts';
import { useWords } from '../../i18n/index.ts';
import { CallbackSections } from './callback-sections.tsx';
import { DisputeSection } from './dispute-section.tsx';
import { LinkSections } from './link-sections.tsx';
import { RequestSection } from './request-section.tsx';
import { SupervisionSections } from './supervision-sections.tsx';
import { TeamSections } from './team-sections.tsx';

const LISTS = [
  'requests',
  'cards',
  'raises',
  'pauses',
  'extensions',
  'assisting',
  'stageReports',
  'followUps',
  'callbackAttempts',
  'followers',
] as const;

const ONES = ['callback', 'scores', 'disputeId', 'mergedInto', 'referral', 'termination'] as const;

/** Whether anything happened to the order that the card of its life would show. */
function hasLife(order: Order): boolean {
  return (
    LISTS.some((name) => (order[name]?.length ?? 0) > 0) ||
    ONES.some((name) => order[name] != null) ||
    (order.hops ?? 0) > 1
  );
}

/** What happened beside the plain way: requests, cards, pauses, helpers, disputes, callbacks. Only what there is. */
export function OrderLife({ order }: { readonly order: Order }) {
  const { t } = useWords();
  if (!hasLife(order)) return null;
  return (
    <Card title={t('life.title')} data-testid="order-life">
      <RequestSection requests={order.requests ?? []} />
      <SupervisionSections order={order} />
      <TeamSections order={order} />
      {order.disputeId == null ? null : <DisputeSection orderNo={order.orderNo} />}
      <CallbackSections order={order} />
      <LinkSections order={order} />
    </Card>
  );
}
