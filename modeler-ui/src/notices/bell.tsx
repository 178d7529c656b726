import { BellOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Badge, Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { noticeApi } from '../api/index.ts';
import { useWords } from '../i18n/index.ts';

const NoticeDrawer = lazy(() => import('./drawer.tsx'));

/** Newest ones that the drawer shows. */
const SHOWN = 30;
/** Digests and reminders come by the clock, without any change that the live stream would tell. */
const REFRESH_MS = 60_000;
/** From here on the server does not count. */
const MOST_COUNTED = 100;

/** The bell with how many notifications are unread; opens what they say. */
export function NoticeBell() {
  const { t, language } = useWords();
  const [open, setOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  const query = useQuery({
    queryKey: ['notices', language],
    queryFn: ({ signal }) => noticeApi.list(SHOWN, undefined, signal),
    refetchInterval: REFRESH_MS,
  });
  const unread = query.data?.unread ?? 0;
  const name =
    unread === 0
      ? t('notices.none')
      : unread >= MOST_COUNTED
        ? t('notices.many')
        : t('notices.unread', { count: unread });
  return (
    <>
      <Button
        type="text"
        icon={
          <Badge count={unread} overflowCount={MOST_COUNTED - 1} size="small" title="">
            <BellOutlined className="bell" />
          </Badge>
        }
        aria-label={name}
        aria-haspopup="dialog"
        data-testid="bell"
        onClick={() => {
          setWasOpened(true);
          setOpen(true);
        }}
      />
      {wasOpened ? (
        <Suspense fallback={null}>
          <NoticeDrawer
            open={open}
            onClose={() => setOpen(false)}
            notices={query.data?.items}
            unread={unread}
            error={query.error}
            onRetry={() => void query.refetch()}
          />
        </Suspense>
      ) : null}
    </>
  );
}
