import './notices.css';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Skeleton } from 'antd';
import { Link } from 'react-router-dom';
import { noticeApi, type Notice } from '../api/index.ts';
import { EmptyState, ProblemAlert, TimeText } from '../components/index.ts';
import { useWords } from '../i18n/index.ts';

interface NoticeDrawerProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** Undefined until they are read. */
  readonly notices: readonly Notice[] | undefined;
  readonly unread: number;
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** The newest notifications; one is read when its order was opened or when it is said so. */
export default function NoticeDrawer({ open, onClose, notices, unread, error, onRetry }: NoticeDrawerProps) {
  const { t } = useWords();
  const client = useQueryClient();
  const read = useMutation({
    mutationFn: (ids: 'all' | readonly string[]) => noticeApi.read(ids),
    onSettled: () => client.invalidateQueries({ queryKey: ['notices'] }),
  });
  return (
    <Drawer
      title={t('notices.title')}
      open={open}
      onClose={onClose}
      size={420}
      className="notices"
      extra={
        unread === 0 ? null : (
          <Button size="small" loading={read.isPending} onClick={() => read.mutate('all')}>
            {t('notices.readAll')}
          </Button>
        )
      }
    >
      <ProblemAlert error={read.error ?? error} onRetry={onRetry} />
      {notices === undefined && error === null ? <Skeleton active /> : null}
      {notices?.length === 0 ? <EmptyState title={t('notices.empty')} hint={t('notices.emptyHint')} /> : null}
      <ul className="notice-list">
        {(notices ?? []).map((notice) => (
          <li key={notice.id} className={notice.read ? 'notice' : 'notice notice-new'} data-testid="notice">
            <div className="row spread">
              {notice.orderNo === null ? (
                <strong>{notice.title}</strong>
              ) : (
                <Link
                  to={`/orders/${encodeURIComponent(notice.orderNo)}`}
                  onClick={() => {
                    if (!notice.read) read.mutate([notice.id]);
                    onClose();
                  }}
                >
                  <strong>{notice.title}</strong>
                </Link>
              )}
              <span className="soft">
                <TimeText at={notice.at} />
              </span>
            </div>
            <p>{notice.text}</p>
            {notice.read ? null : (
              <Button
                type="link"
                size="small"
                className="notice-read"
                aria-label={t('notices.readOne', { title: notice.title })}
                onClick={() => read.mutate([notice.id])}
              >
                {t('notices.markRead')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Drawer>
  );
}
