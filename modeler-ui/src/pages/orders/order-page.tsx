import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Card, Skeleton, Typography } from 'antd';
import { lazy, Suspense } from 'react';
import { useParams } from 'react-router-dom';
import { orderApi, problemOf } from '../../api/index.ts';
import {
  EmptyState,
  EnterpriseTag,
  LinkButton,
  Page,
  ProblemAlert,
  StatusTag,
  UrgencyTag,
} from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useSession } from '../../session/index.ts';
import { DeadlineCard } from './deadline-card.tsx';
import { OrderDetails } from './order-details.tsx';
import { OrderLife } from './order-life.tsx';
import { OrderTimeline } from './order-timeline.tsx';
import { PapersCard } from './papers-card.tsx';
import { RecusalMenu } from './recusal.tsx';
import { RequestMenu } from './request-menu.tsx';

const OrderDiagram = lazy(() => import('./order-diagram.tsx'));

/** One order: where it stands, until when, what happened, and its place in the process. */
export function OrderPage() {
  const { t } = useWords();
  const { orderNo = '' } = useParams();
  const { person } = useSession();
  const {
    data: order,
    error,
    isPending,
    refetch,
  } = useQuery({
    queryKey: ['order', orderNo],
    queryFn: ({ signal }) => orderApi.get(orderNo, signal),
  });
  const back = (
    <LinkButton to="/orders" icon={<ArrowLeftOutlined />}>
      {t('orders.back')}
    </LinkButton>
  );

  if (order === undefined) {
    return (
      <Page wide title={t('orders.one', { orderNo })} actions={back}>
        {isPending ? (
          <Card>
            <Skeleton active paragraph={{ rows: 10 }} />
          </Card>
        ) : problemOf(error).status === 404 ? (
          <EmptyState title={t('orders.unknown', { orderNo })} action={back} />
        ) : (
          <ProblemAlert error={error} onRetry={() => void refetch()} />
        )}
      </Page>
    );
  }

  return (
    <Page
      wide
      title={order.title}
      lead={
        <span className="row tight-row">
          <Typography.Text copyable={{ text: order.orderNo }} className="numeric">
            {order.orderNo}
          </Typography.Text>
          <StatusTag status={order.status} />
          <UrgencyTag urgency={order.urgency} always />
          <EnterpriseTag callerType={order.callerType} />
        </span>
      }
      actions={
        <span className="row tight-row">
          {back}
          <RequestMenu orderNo={orderNo} />
          {person === undefined ? null : <RecusalMenu orderNo={orderNo} person={person} />}
        </span>
      }
    >
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      <div className="order-columns">
        <div className="stack">
          <OrderDetails order={order} />
          <DeadlineCard order={order} />
          <OrderLife order={order} />
          <PapersCard order={order} />
        </div>
        <OrderTimeline orderNo={orderNo} />
      </div>
      <Suspense
        fallback={
          <Card title={t('diagram.title')}>
            <Skeleton active />
          </Card>
        }
      >
        <OrderDiagram orderNo={orderNo} />
      </Suspense>
    </Page>
  );
}
