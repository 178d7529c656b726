import { EditOutlined } from '@ant-design/icons';
import { Button, Tag } from 'antd';
import type { CalendarDay } from '../../../api/index.ts';
import { useWords } from '../../../i18n/index.ts';

interface DayDetailsProps {
  readonly day: CalendarDay;
  /** Whether the city itself arranged it. */
  readonly isLocal: boolean;
  readonly onEdit?: () => void;
}

/** What a day is, why, and how it counts. */
export function DayDetails({ day, isLocal, onEdit }: DayDetailsProps) {
  const { t, word, language } = useWords();
  return (
    <section className="calendar-details" aria-label={day.date} aria-live="polite">
      <div className="row">
        <strong className="numeric">{day.date}</strong>
        <Tag>{word('dayKind', day.kind)}</Tag>
        {isLocal ? <Tag>{t('calendarPage.local')}</Tag> : null}
        <span className="spring" />
        {onEdit === undefined ? null : (
          <Button icon={<EditOutlined aria-hidden />} onClick={onEdit}>
            {t('calendarPage.edit')}
          </Button>
        )}
      </div>
      <p>{day[language]}</p>
      <p className="soft">
        {day.hours.length === 0
          ? t('calendarPage.closed')
          : t('calendarPage.openAt', { hours: day.hours.join('、'), counts: day.counts })}
      </p>
    </section>
  );
}
