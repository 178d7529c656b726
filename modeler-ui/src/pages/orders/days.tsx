import type { DayLine } from '../../api/index.ts';
import { isCounted, ToneTag } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { dayTone, remarkTone } from '../../theme.ts';

/** A deadline day by day: what each day was and how much of it counted. */
export function Days({ days, caption }: { readonly days: readonly DayLine[]; readonly caption: string }) {
  const { t, word, language } = useWords();
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={caption}>
      <table className="day-table">
        <thead>
          <tr>
            <th scope="col">{t('day.date')}</th>
            <th scope="col">{t('day.kind')}</th>
            <th scope="col">{t('day.counted')}</th>
            <th scope="col">{t('day.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {days.map((line, index) => (
            <tr key={`${line.date}-${index}`} className={isCounted(line) ? '' : 'day-off'}>
              <td className="numeric">{line.date}</td>
              <td>
                <span className="row tight-row">
                  <ToneTag tone={dayTone(isCounted(line))}>{word('dayKind', line.day)}</ToneTag>
                  {[...new Set((line.remarks ?? []).map(({ kind }) => kind))].map((kind) => (
                    <ToneTag key={kind} tone={remarkTone}>
                      {word('remark', kind)}
                    </ToneTag>
                  ))}
                </span>
              </td>
              <td className="numeric">
                {isCounted(line)
                  ? t('day.amount', {
                      amount: round(line.counted),
                      unit: word('timeUnit', line.unit),
                    })
                  : t('day.notCounted')}
              </td>
              <td>{(language === 'zh' ? line.zh : line.en) ?? line.notice ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const round = (amount: number): number => Math.round(amount * 100) / 100;
