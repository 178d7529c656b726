import { Alert } from 'antd';
import { shanghaiTime } from '../components/index.ts';
import { useServerClock } from '../clock/index.ts';
import { useWords } from '../i18n/index.ts';

/** Warns that the engine's time is held, so that nobody takes a rehearsal's deadlines for real ones. */
export function ClockBanner() {
  const { now, pinned } = useServerClock();
  const { t } = useWords();
  if (!pinned) return null;
  return (
    <Alert
      banner
      type="warning"
      title={t('clock.pinned', { at: shanghaiTime(now).format('YYYY-MM-DD HH:mm') })}
    />
  );
}
