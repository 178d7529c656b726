import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Card, Skeleton } from 'antd';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { orderApi, type OrderFilter } from '../../api/index.ts';
import { EmptyState, LinkButton, Page, ProblemAlert } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { mayTakeCalls, useSession } from '../../session/index.ts';
import { FILTERS, OrderFilters } from './order-filters.tsx';
import { OrderRows } from './order-rows.tsx';

const PAGE_SIZE = 30;

/** All orders a person may see, searched and filtered; the filter lives in the address so that it can be shared. */
export function OrderListPage() {
  const { t } = useWords();
  const { person } = useSession();
  const [params, setParams] = useSearchParams();
  const filter = useMemo<OrderFilter>(
    () => Object.fromEntries(FILTERS.map((name) => [name, params.get(name) ?? undefined])),
    [params],
  );
  const filtered = FILTERS.some((name) => filter[name] !== undefined);
  const { data, error, isPending, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } =
    useInfiniteQuery({
      queryKey: ['orders', filter],
      queryFn: ({ pageParam, signal }) => orderApi.list(filter, pageParam, PAGE_SIZE, signal),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    });
  const orders = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);

  const change = (next: OrderFilter): void => {
    const entries = Object.entries(next).filter((entry): entry is [string, string] => Boolean(entry[1]));
    setParams(new URLSearchParams(entries), { replace: true });
  };

  return (
    <Page wide title={t('orders.title')} lead={t('orders.lead')}>
      <OrderFilters filter={filter} onChange={change} />
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {isPending ? (
        <Card>
          <Skeleton active paragraph={{ rows: 10 }} />
        </Card>
      ) : null}
      {data !== undefined && orders.length === 0 ? (
        filtered ? (
          <EmptyState
            title={t('orders.noneFound')}
            hint={t('orders.noneFoundHint')}
            action={<Button onClick={() => change({})}>{t('orders.clear')}</Button>}
          />
        ) : (
          <EmptyState
            title={t('orders.none')}
            hint={t('orders.noneHint')}
            {...(person !== undefined && mayTakeCalls(person)
              ? {
                  action: (
                    <LinkButton to="/intake" type="primary">
                      {t('nav.intake')}
                    </LinkButton>
                  ),
                }
              : {})}
          />
        )
      ) : null}
      {orders.length > 0 ? <OrderRows orders={orders} /> : null}
      {hasNextPage ? (
        <div className="more">
          <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('orders.more')}
          </Button>
        </div>
      ) : null}
    </Page>
  );
}
