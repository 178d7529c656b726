import { DownOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Dropdown } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { orderApi, type PossibleRequest } from '../../api/index.ts';
import { useWords } from '../../i18n/index.ts';

const RequestDialog = lazy(() => import('./request-dialog.tsx'));

interface Opened {
  readonly request: PossibleRequest;
  /** One for each opening: a second click is the same request, a second opening another. */
  readonly idempotencyKey: string;
}

/** What the person may ask for now; nothing is drawn where there is nothing. */
export function RequestMenu({ orderNo }: { readonly orderNo: string }) {
  const { t, word, language } = useWords();
  const { data } = useQuery({
    queryKey: ['order', orderNo, 'requests', language],
    queryFn: ({ signal }) => orderApi.requests(orderNo, signal),
  });
  const [opened, setOpened] = useState<Opened>();
  const possible = data?.possible ?? [];
  const open = (type: string): void => {
    const request = possible.find((candidate) => candidate.type === type);
    if (request !== undefined) setOpened({ request, idempotencyKey: crypto.randomUUID() });
  };
  return (
    <>
      {possible.length === 0 ? null : (
        <Dropdown
          trigger={['click']}
          menu={{
            items: possible.map(({ type }) => ({ key: type, label: word('requestType', type) })),
            onClick: ({ key }) => open(key),
          }}
        >
          <Button type="primary" aria-haspopup="menu">
            {t('requests.ask')}
            <DownOutlined className="tiny" aria-hidden />
          </Button>
        </Dropdown>
      )}
      {opened === undefined ? null : (
        <Suspense fallback={null}>
          <RequestDialog
            key={opened.idempotencyKey}
            orderNo={orderNo}
            request={opened.request}
            idempotencyKey={opened.idempotencyKey}
            onClose={() => setOpened(undefined)}
          />
        </Suspense>
      )}
    </>
  );
}
