import { Link } from 'react-router-dom';
import type { Order } from '../../api/index.ts';
import { isOver } from '../../codes.ts';
import { Countdown, EnterpriseTag, StatusTag, TimeText, UrgencyTag } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useReference } from '../../reference/index.ts';

/** Orders as rows that become cards on a narrow screen. A finished order has no countdown any more. */
export function OrderRows({ orders }: { readonly orders: readonly Order[] }) {
  const { t, word } = useWords();
  const units = useReference('units');
  const areas = useReference('areas');
  return (
    <div className="table-card">
      <table className="order-table">
        <thead>
          <tr>
            <th scope="col">{t('field.orderNo')}</th>
            <th scope="col">{t('field.title')}</th>
            <th scope="col">{t('field.status')}</th>
            <th scope="col">{t('field.unit')}</th>
            <th scope="col">{t('field.receivedAt')}</th>
            <th scope="col">{t('field.dueAt')}</th>
          </tr>
        </thead>
        <tbody>
          {orders.map((order) => (
            <tr key={order.orderNo} data-testid="order-row">
              <td className="cell-no">
                <Link className="numeric" to={`/orders/${encodeURIComponent(order.orderNo)}`}>
                  {order.orderNo}
                </Link>
              </td>
              <td className="cell-title">
                <span className="row tight-row">
                  <UrgencyTag urgency={order.urgency} />
                  <EnterpriseTag callerType={order.callerType} />
                  <span className="order-title">{order.title}</span>
                </span>
                <span className="soft">
                  {[word('kind', order.kind), areas.nameOf(order.area)]
                    .filter((text) => text !== '—')
                    .join(' · ')}
                </span>
              </td>
              <td className="cell-status">
                <StatusTag status={order.status} />
              </td>
              <td className="cell-unit" data-label={t('field.unit')}>
                {units.nameOf(order.unitId)}
              </td>
              <td className="cell-received" data-label={t('field.receivedAt')}>
                <TimeText at={order.receivedAt} />
              </td>
              <td className="cell-due" data-label={t('field.dueAt')}>
                {isOver(order.status) ? (
                  <span className="soft">{t('countdown.finished')}</span>
                ) : (
                  <Countdown dueAt={order.deadline?.dueAt} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
