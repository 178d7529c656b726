import { ImportOutlined, LeftOutlined, RedoOutlined, RightOutlined, UndoOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Button, DatePicker, Segmented, Select } from 'antd';
import dayjs from 'dayjs';
import { useMemo, useState } from 'react';
import { ruleCalendarApi, type CalendarImport, type RuleProblem } from '../../../api/index.ts';
import { ProblemAlert } from '../../../components/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { useReference } from '../../../reference/index.ts';
import { Fields } from '../record/fields.tsx';
import '../record/record.css';
import { YamlText, type Path } from '../record/yaml-text.ts';
import { CALENDAR_SHAPES } from './calendar-shapes.ts';
import './calendar.css';
import { CalendarTextEditor } from './calendar-text-editor.tsx';
import { DayDetails } from './day-details.tsx';
import { DayDialog } from './day-dialog.tsx';
import { ImportDialog, Notes } from './import-dialog.tsx';
import { localDaysOf, withLocalDay } from './local-days.ts';
import { MonthGrid } from './month-grid.tsx';

/** How many steps can be taken back. */
const STEPS = 200;
const CITY = '';
const VIEWS = ['month', 'settings', 'file'] as const;

interface CalendarEditorProps {
  /** Text of config/calendar.yaml; comments stay. */
  readonly value: string;
  readonly readOnly?: boolean;
  readonly problems?: readonly RuleProblem[];
  readonly onChange?: (text: string) => void;
}

/** The working calendar: its months with what each day is, an import of notices, and its hours and closures as a form. */
export function CalendarEditor({ value, readOnly = false, problems = [], onChange }: CalendarEditorProps) {
  const { t, word, language } = useWords();
  const units = useReference('units');
  const file = useMemo(() => new YamlText(value), [value]);
  const [view, setView] = useState<(typeof VIEWS)[number]>('month');
  const [month, setMonth] = useState(() => dayjs().format('YYYY-MM'));
  const [unit, setUnit] = useState(CITY);
  const [selected, setSelected] = useState<string>();
  const [dialog, setDialog] = useState<'day' | 'import'>();
  const [past, setPast] = useState<readonly string[]>([]);
  const [future, setFuture] = useState<readonly string[]>([]);
  const broken = file.fault !== undefined;
  const shown = useQuery({
    queryKey: ['calendar-month', value, month, unit],
    queryFn: ({ signal }) =>
      ruleCalendarApi.month({ calendar: file.value, month, ...(unit === CITY ? {} : { unit }) }, signal),
    enabled: !broken,
    retry: false,
    placeholderData: keepPreviousData,
  });
  const change = (text: string): void => {
    setPast((steps) => [...steps.slice(-STEPS), value]);
    setFuture([]);
    onChange?.(text);
  };
  const set = (path: Path, next: unknown): void => {
    const isEmptied = Array.isArray(next) && next.length === 0 && OPTIONAL_HOURS.test(path.join('.'));
    change(file.with(path, isEmptied ? undefined : next));
  };
  const undo = (): void => {
    const before = past.at(-1);
    if (before === undefined) return;
    setPast(past.slice(0, -1));
    setFuture([...future, value]);
    onChange?.(before);
  };
  const redo = (): void => {
    const after = future.at(-1);
    if (after === undefined) return;
    setFuture(future.slice(0, -1));
    setPast([...past, value]);
    onChange?.(after);
  };
  const days = shown.data?.days ?? [];
  const day = days.find(({ date }) => date === selected);
  const local = localDaysOf(file.value);
  const turn = (by: number): void => {
    setMonth(dayjs(`${month}-01`).add(by, 'month').format('YYYY-MM'));
    setSelected(undefined);
  };
  return (
    <div className="calendar-editor stack">
      <div className="row">
        <Segmented
          aria-label={t('calendarPage.view')}
          value={view}
          options={VIEWS.map((option) => ({ value: option, label: word('calendarView', option) }))}
          onChange={setView}
        />
        <span className="spring" />
        {readOnly ? null : (
          <>
            <Button
              icon={<ImportOutlined aria-hidden />}
              disabled={broken}
              onClick={() => setDialog('import')}
            >
              {t('calendarPage.import')}
            </Button>
            <Button icon={<UndoOutlined aria-hidden />} disabled={past.length === 0} onClick={undo}>
              {t('modeler.undo')}
            </Button>
            <Button icon={<RedoOutlined aria-hidden />} disabled={future.length === 0} onClick={redo}>
              {t('modeler.redo')}
            </Button>
          </>
        )}
      </div>
      {broken ? (
        <Alert type="error" showIcon role="alert" title={t('rules.yamlBroken')} description={file.fault} />
      ) : null}
      <ProblemAlert error={shown.error} />
      {view === 'file' || broken ? (
        <CalendarTextEditor value={value} readOnly={readOnly} problems={problems} onChange={change} />
      ) : view === 'settings' ? (
        <Fields
          fields={CALENDAR_SHAPES}
          value={file.value as Readonly<Record<string, unknown>>}
          path={[]}
          readOnly={readOnly}
          onChange={set}
          faultAt={(path) => {
            const place = path.join('.');
            const found = problems.find((problem) => problem.path === place);
            return found === undefined ? undefined : found[language];
          }}
        />
      ) : (
        <>
          <div className="row">
            <Button
              aria-label={t('calendarPage.before')}
              icon={<LeftOutlined aria-hidden />}
              onClick={() => turn(-1)}
            />
            <DatePicker
              picker="month"
              allowClear={false}
              aria-label={t('calendarPage.month')}
              value={dayjs(`${month}-01`)}
              onChange={(next: dayjs.Dayjs | null) => {
                if (next !== null) setMonth(next.format('YYYY-MM'));
              }}
            />
            <Button
              aria-label={t('calendarPage.after')}
              icon={<RightOutlined aria-hidden />}
              onClick={() => turn(1)}
            />
            <Select
              className="calendar-unit"
              aria-label={t('calendarPage.whose')}
              showSearch={{ optionFilterProp: 'label' }}
              value={unit}
              options={[{ value: CITY, label: t('calendarPage.city') }, ...units.options]}
              onChange={setUnit}
            />
            <span className="spring" />
            {shown.data === undefined ? null : (
              <span className="soft">
                {t('calendarPage.published', { date: shown.data.lastPublishedDay })}
              </span>
            )}
          </div>
          <MonthGrid days={days} selected={selected} onSelect={setSelected} />
          {day === undefined ? null : (
            <DayDetails
              day={day}
              isLocal={local.some(({ date }) => date === day.date)}
              {...(readOnly || unit !== CITY || day.kind === 'unpublished'
                ? {}
                : { onEdit: () => setDialog('day') })}
            />
          )}
        </>
      )}
      <Notes
        type="warning"
        title={t('calendarPage.lookAt')}
        lines={(shown.data?.warnings ?? []).map((warning) => warning[language])}
      />
      <Notes
        type="info"
        title={t('calendarPage.differs')}
        lines={(shown.data?.changes ?? []).map((word_) => word_[language])}
      />
      {dialog === 'day' && day !== undefined ? (
        <DayDialog
          day={day}
          local={local.find(({ date }) => date === day.date)}
          onClose={() => setDialog(undefined)}
          onSave={(next) => {
            setDialog(undefined);
            change(file.with(['localDays'], withLocalDay(local, day.date, next)));
          }}
        />
      ) : null}
      {dialog === 'import' ? (
        <ImportDialog
          calendar={file.value}
          onClose={() => setDialog(undefined)}
          onAdopt={(imported) => {
            setDialog(undefined);
            change(adopted(value, imported));
          }}
        />
      ) : null}
    </div>
  );
}

/** Hours that may be left out: an emptied list of them is none, not a day without work. */
const OPTIONAL_HOURS = /^(closures|seasons|unitHours)\.\d+\.(hours|makeUpHours)$/;

/** The file with the imported years in their places; the others stay as they are written. */
function adopted(text: string, imported: CalendarImport): string {
  const before = new YamlText(text).value as { published?: readonly unknown[]; lastPublishedDay?: string };
  let next = text;
  imported.published.forEach((year, i) => {
    if (JSON.stringify(year) !== JSON.stringify(before.published?.[i])) {
      next = new YamlText(next).with(['published', i], year);
    }
  });
  return imported.lastPublishedDay === null && before.lastPublishedDay !== undefined
    ? new YamlText(next).with(['lastPublishedDay'], undefined)
    : next;
}
