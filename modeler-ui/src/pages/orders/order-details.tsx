import { EyeOutlined } from '@ant-design/icons';
import { App, Button, Card, Descriptions } from 'antd';
import { useState } from 'react';
import { orderApi, problemOf, type Caller, type Order } from '../../api/index.ts';
import { problemSentence, TimeText } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useReference } from '../../reference/index.ts';

/** The reply as text, whichever shape the order keeps it in. */
function replyText(reply: unknown): string | undefined {
  if (typeof reply === 'string') return reply === '' ? undefined : reply;
  if (typeof reply !== 'object' || reply === null) return undefined;
  const { text, reply: inner } = reply as { text?: unknown; reply?: unknown };
  return replyText(text ?? inner);
}

/** The request, the caller (masked until asked for, and the asking is recorded) and the reply. */
export function OrderDetails({ order }: { readonly order: Order }) {
  const words = useWords();
  const { t, word } = words;
  const { message } = App.useApp();
  const areas = useReference('areas');
  const categories = useReference('catalogue');
  const units = useReference('units');
  const [shown, setShown] = useState<Caller>();
  const [asking, setAsking] = useState(false);
  const caller = shown ?? order.caller;
  const reply = replyText(order.reply) ?? replyText(order.answeredAtOnce);

  const show = async (): Promise<void> => {
    setAsking(true);
    try {
      const answer = await orderApi.caller(order.orderNo);
      setShown('caller' in answer ? answer.caller : answer);
    } catch (error) {
      void message.error(problemSentence(problemOf(error), words));
    } finally {
      setAsking(false);
    }
  };

  return (
    <Card title={t('orders.request')}>
      {order.text === undefined ? null : <p className="request-text">{order.text}</p>}
      <Descriptions
        size="small"
        column={{ xs: 1, sm: 2 }}
        items={[
          { key: 'kind', label: t('field.kind'), children: word('kind', order.kind) },
          { key: 'category', label: t('field.category'), children: categories.nameOf(order.category) },
          { key: 'area', label: t('field.area'), children: areas.nameOf(order.area) },
          { key: 'channel', label: t('field.channel'), children: word('channel', order.channel) },
          { key: 'unit', label: t('field.unit'), children: units.nameOf(order.unitId) },
          {
            key: 'called',
            label: t('field.calledAt'),
            children: <TimeText at={order.calledAt ?? order.receivedAt} />,
          },
          ...(order.enterpriseName == null || order.enterpriseName === ''
            ? []
            : [{ key: 'enterprise', label: t('field.enterpriseName'), children: order.enterpriseName }]),
        ]}
      />
      <section className="caller" aria-label={t('intake.part.caller')}>
        <div className="row spread">
          <h2>{t('intake.part.caller')}</h2>
          <Button
            size="small"
            icon={<EyeOutlined aria-hidden />}
            loading={asking}
            disabled={shown !== undefined}
            onClick={() => void show()}
            title={t('orders.revealHint')}
          >
            {shown === undefined ? t('orders.reveal') : t('orders.revealed')}
          </Button>
        </div>
        <Descriptions
          size="small"
          column={{ xs: 1, sm: 2 }}
          items={[
            {
              key: 'name',
              label: t('field.name'),
              children: <span data-testid="caller-name">{caller?.name ?? '—'}</span>,
            },
            {
              key: 'phone',
              label: t('field.phone'),
              children: (
                <span className="numeric" data-testid="caller-phone">
                  {caller?.phone ?? '—'}
                </span>
              ),
            },
            { key: 'address', label: t('field.address'), span: 2, children: caller?.address ?? '—' },
          ]}
        />
        {caller !== undefined && caller.name == null && caller.phone == null && caller.address == null ? (
          <p className="soft">{t('orders.hidden')}</p>
        ) : null}
        {order.anonymous === true ? <p className="soft">{t('orders.anonymous')}</p> : null}
      </section>
      {(order.returns ?? []).map((entry, index) => (
        <section key={entry.id ?? index} className="reply">
          <h2>
            {t('orders.returned', { unit: units.nameOf(entry.unitId) })} <TimeText at={entry.at} />
          </h2>
          <p>{entry.reason ?? '—'}</p>
          <p className="soft">
            {t('fact.legalBasis')} {entry.legalBasis ?? '—'}
          </p>
        </section>
      ))}
      {reply === undefined ? null : (
        <section className="reply">
          <h2>{t('orders.reply')}</h2>
          <p className="request-text">{reply}</p>
        </section>
      )}
    </Card>
  );
}
