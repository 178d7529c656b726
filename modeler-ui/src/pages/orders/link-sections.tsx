import { Link } from 'react-router-dom';
import type { Order } from '../../api/index.ts';
import { FactLines, SectionList, TimeText } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';

function OrderLink({ orderNo }: { readonly orderNo: string }) {
  return (
    <Link className="numeric" to={`/orders/${encodeURIComponent(orderNo)}`}>
      {orderNo}
    </Link>
  );
}

/** Where the order went: merged, referred, terminated, and how often it changed hands. */
export function LinkSections({ order }: { readonly order: Order }) {
  const { t, word } = useWords();
  const { referral, termination, mergedInto, hops = 0 } = order;
  const cause = termination?.['cause'];
  const reason = termination?.['reason'];
  const facts = [
    [t('life.hops'), hops > 1 ? t('life.hopsTimes', { count: hops }) : undefined],
    [t('life.mergedInto'), mergedInto == null ? undefined : <OrderLink orderNo={mergedInto} />],
    [t('life.referral'), referral == null ? undefined : (referral.reason ?? referral.id)],
    [t('life.termination'), typeof cause === 'string' ? word('cause', cause) : undefined],
    [t('life.terminationReason'), typeof reason === 'string' ? reason : undefined],
    [
      t('life.terminatedAt'),
      typeof termination?.['at'] === 'string' ? <TimeText at={termination['at']} /> : undefined,
    ],
  ] as const;
  const known = facts.some(([, value]) => value !== undefined);
  return (
    <>
      {known ? (
        <section className="life" aria-label={t('life.ways')}>
          <h2>{t('life.ways')}</h2>
          <FactLines facts={facts} />
        </section>
      ) : null}
      <SectionList title={t('life.followers')} items={order.followers ?? []} keyOf={(orderNo) => orderNo}>
        {(orderNo) => <OrderLink orderNo={orderNo} />}
      </SectionList>
    </>
  );
}
