import { CheckCircleFilled } from '@ant-design/icons';
import { Button, Typography } from 'antd';
import { useEffect, useRef } from 'react';
import { LinkButton, Page } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';

/** What the call taker reads to the caller: the order's number, and how to go on. */
export function Taken({ orderNo, onNext }: { readonly orderNo: string; readonly onNext: () => void }) {
  const { t } = useWords();
  const next = useRef<HTMLButtonElement>(null);
  useEffect(() => next.current?.focus(), []);
  return (
    <Page title={t('intake.title')}>
      <section className="taken" role="status">
        <CheckCircleFilled className="taken-mark" aria-hidden />
        <h2>{t('taken.title')}</h2>
        <p className="soft">{t('taken.read')}</p>
        <Typography.Text className="taken-number numeric" copyable={{ text: orderNo }} data-testid="order-no">
          {orderNo}
        </Typography.Text>
        <div className="row">
          <Button ref={next} type="primary" size="large" onClick={onNext}>
            {t('taken.next')}
          </Button>
          <LinkButton to={`/orders/${encodeURIComponent(orderNo)}`} size="large">
            {t('taken.open')}
          </LinkButton>
        </div>
      </section>
    </Page>
  );
}
