import { Button } from 'antd';
import { EmptyState, LinkButton, Page } from '../components/index.ts';
import { useWords } from '../i18n/index.ts';

export function NotFound() {
  const { t } = useWords();
  return (
    <Page title={t('notFound.title')}>
      <EmptyState
        title={t('notFound.text')}
        action={
          <LinkButton to="/" type="primary">
            {t('notFound.home')}
          </LinkButton>
        }
      />
    </Page>
  );
}

/** Shown when a page could not be loaded or broke while drawing; typed drafts are in storage and survive the reload. */
export function PageFailed() {
  const { t } = useWords();
  return (
    <Page title={t('pageFailed.title')}>
      <EmptyState
        title={t('pageFailed.text')}
        hint={t('pageFailed.hint')}
        action={
          <Button type="primary" onClick={() => location.reload()}>
            {t('pageFailed.reload')}
          </Button>
        }
      />
    </Page>
  );
}
