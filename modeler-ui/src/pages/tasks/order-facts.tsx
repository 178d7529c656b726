import { Card, Descriptions } from 'antd';
import { Link } from 'react-router-dom';
import type { Order } from '../../api/index.ts';
import { EnterpriseTag, StatusTag, TimeText, UrgencyTag } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useReference } from '../../reference/index.ts';

/** What a person must know of the order to do the task. */
export function OrderFacts({ order }: { readonly order: Order }) {
  const { t, word } = useWords();
  const areas = useReference('areas');
  const categories = useReference('catalogue');
  const units = useReference('units');
  return (
    <Card
      title={t('facts.title')}
      extra={<Link to={`/orders/${encodeURIComponent(order.orderNo)}`}>{t('facts.open')}</Link>}
    >
      <div className="row tight-row">
        <StatusTag status={order.status} />
        <UrgencyTag urgency={order.urgency} />
        <EnterpriseTag callerType={order.callerType} />
      </div>
      <h2 className="facts-title">{order.title}</h2>
      {order.text === undefined ? null : <p className="request-text">{order.text}</p>}
      <Descriptions
        column={{ xs: 1, sm: 2 }}
        size="small"
        items={[
          { key: 'kind', label: t('field.kind'), children: word('kind', order.kind) },
          { key: 'category', label: t('field.category'), children: categories.nameOf(order.category) },
          { key: 'area', label: t('field.area'), children: areas.nameOf(order.area) },
          { key: 'channel', label: t('field.channel'), children: word('channel', order.channel) },
          { key: 'caller', label: t('field.name'), children: order.caller?.name ?? '—' },
          {
            key: 'phone',
            label: t('field.phone'),
            children: <span className="numeric">{order.caller?.phone ?? '—'}</span>,
          },
          { key: 'unit', label: t('field.unit'), children: units.nameOf(order.unitId) },
          { key: 'received', label: t('field.receivedAt'), children: <TimeText at={order.receivedAt} /> },
        ]}
      />
    </Card>
  );
}
