import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Card, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import type { Page } from '../api/index.ts';
import { useWords } from '../i18n/index.ts';
import { EmptyState } from './empty.tsx';
import { ProblemAlert } from './problem-alert.tsx';

interface PagedListProps<T extends { readonly id: string }> {
  readonly queryKey: readonly unknown[];
  readonly read: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>;
  readonly empty: string;
  readonly emptyHint: string;
  readonly children: (item: T) => ReactNode;
}

/** A list that is read page by page: waiting, failed, empty, and more on demand. */
export function PagedList<T extends { readonly id: string }>(props: PagedListProps<T>) {
  const { t } = useWords();
  const { data, error, isPending, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } =
    useInfiniteQuery({
      queryKey: props.queryKey,
      queryFn: ({ pageParam, signal }) => props.read(pageParam, signal),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    });
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {isPending ? (
        <Card>
          <Skeleton active paragraph={{ rows: 6 }} />
        </Card>
      ) : null}
      {data !== undefined && items.length === 0 ? (
        <EmptyState title={props.empty} hint={props.emptyHint} />
      ) : null}
      <ul className="bench-list">
        {items.map((item) => (
          <li key={item.id}>{props.children(item)}</li>
        ))}
      </ul>
      {hasNextPage ? (
        <div className="more">
          <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('orders.more')}
          </Button>
        </div>
      ) : null}
    </>
  );
}
