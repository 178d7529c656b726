import { Card } from 'antd';
import type { RuleChange } from '../../../api/index.ts';
import { useServerClock } from '../../../clock/index.ts';
import { formatTime } from '../../../components/index.ts';
import { useWords } from '../../../i18n/index.ts';

/** Who did what with the change, the newest first. */
export function HistoryCard({ change }: { readonly change: RuleChange }) {
  const { t, word } = useWords();
  const { now } = useServerClock();
  const history = [...(change.history ?? [])].reverse();
  if (history.length === 0) return null;
  return (
    <Card size="small" title={t('rules.history')}>
      <ol className="plain-list">
        {history.map(({ at, by, what, note }, index) => (
          <li key={index}>
            {word('ruleDeed', what)}{' '}
            <span className="soft">{t('rules.byAt', { by, at: formatTime(at, now) })}</span>
            {note == null || note === '' ? null : <p className="soft">{note}</p>}
          </li>
        ))}
      </ol>
    </Card>
  );
}
