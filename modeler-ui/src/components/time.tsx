import { Tooltip } from 'antd';
import { useServerClock } from '../clock/index.ts';
import { useWords } from '../i18n/index.ts';
import { countdownText, remaining } from './countdown.ts';
import { shanghaiTime } from './shanghai.ts';

/** A time as written in offices: date and minute; this year's year is left out. */
export function formatTime(at: string | null | undefined, now: number): string {
  if (at == null || at === '') return '—';
  const time = shanghaiTime(at);
  if (!time.isValid()) return '—';
  return time.format(time.year() === shanghaiTime(now).year() ? 'MM-DD HH:mm' : 'YYYY-MM-DD HH:mm');
}

export function TimeText({ at }: { readonly at: string | null | undefined }) {
  const { now } = useServerClock();
  return (
    <time dateTime={at ?? undefined} className="numeric">
      {formatTime(at, now)}
    </time>
  );
}

/** Time left until `dueAt`, its colour by nearness; the exact time on hover. */
export function Countdown({ dueAt }: { readonly dueAt: string | null | undefined }) {
  const { now } = useServerClock();
  const { t } = useWords();
  const left = remaining(now, dueAt);
  if (left === undefined) return <span className="soft">{t('countdown.none')}</span>;
  return (
    <Tooltip title={t('countdown.dueAt', { at: formatTime(dueAt, now) })}>
      <span className={`countdown countdown-${left.level} numeric`}>{countdownText(left, t)}</span>
    </Tooltip>
  );
}
