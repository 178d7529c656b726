import { useRef, type KeyboardEvent } from 'react';
import type { CalendarDay } from '../../../api/index.ts';
import { useWords } from '../../../i18n/index.ts';

interface MonthGridProps {
  readonly days: readonly CalendarDay[];
  readonly selected: string | undefined;
  readonly onSelect: (date: string) => void;
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** A month in weeks; one stop of the tab key, within it the arrow keys go from day to day. */
export function MonthGrid({ days, selected, onSelect }: MonthGridProps) {
  const { t, word, language } = useWords();
  const table = useRef<HTMLTableElement>(null);
  const before = (days[0]?.weekday ?? 1) - 1;
  const cells: (CalendarDay | undefined)[] = [...Array.from({ length: before }, () => undefined), ...days];
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, i) =>
    Array.from({ length: 7 }, (_cell, j) => cells[i * 7 + j]),
  );
  const stop = days.some(({ date }) => date === selected) ? selected : days[0]?.date;
  const move = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    const next = days[days.findIndex(({ date }) => date === stop) + step];
    event.preventDefault();
    if (next === undefined) return;
    onSelect(next.date);
    table.current?.querySelector<HTMLButtonElement>(`button[data-date="${next.date}"]`)?.focus();
  };
  return (
    <table className="calendar-month" ref={table} onKeyDown={move}>
      <caption className="soft">{t('calendarPage.arrows')}</caption>
      <thead>
        <tr>
          {WEEKDAYS.map((weekday) => (
            <th key={weekday} scope="col">
              {word('weekday', weekday)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, i) => (
          <tr key={i}>
            {week.map((day, j) =>
              day === undefined ? (
                <td key={j} aria-hidden />
              ) : (
                <td key={j}>
                  <button
                    type="button"
                    className="calendar-day"
                    data-date={day.date}
                    data-kind={day.kind}
                    tabIndex={day.date === stop ? 0 : -1}
                    aria-pressed={day.date === selected}
                    aria-label={`${day.date} ${day[language]} ${day.hours.join(' ')}`}
                    onClick={() => onSelect(day.date)}
                  >
                    <span className="calendar-number numeric">{Number(day.date.slice(8))}</span>
                    <span className="calendar-kind">{word('dayKind', day.kind)}</span>
                    <span className="calendar-hours numeric">{day.hours.join(' ')}</span>
                  </button>
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
