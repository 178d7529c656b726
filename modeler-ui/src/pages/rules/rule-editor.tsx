import { Input } from 'antd';
import { lazy, Suspense } from 'react';
import { Skeleton } from 'antd';
import type { RuleFormat, RuleProblem } from '../../api/index.ts';
import { useWords } from '../../i18n/index.ts';
import { RECORD_SHAPES } from './record/shapes.ts';

/** Each editor comes only with the file that needs it. */
const TableEditor = lazy(() =>
  import('./table/table-editor.tsx').then((module) => ({ default: module.TableEditor })),
);
const RecordEditor = lazy(() =>
  import('./record/record-editor.tsx').then((module) => ({ default: module.RecordEditor })),
);
const CalendarEditor = lazy(() =>
  import('./calendar/index.ts').then((module) => ({ default: module.CalendarEditor })),
);

interface RuleEditorProps {
  readonly ruleId: string;
  readonly format: RuleFormat;
  readonly value: string;
  /** Changes when `value` was replaced from outside: an editor that keeps its own state reads it again. */
  readonly revision: string;
  readonly readOnly?: boolean;
  readonly problems?: readonly RuleProblem[];
  readonly onChange?: (content: string) => void;
}

/** The editor that fits a file of rules: table, calendar, form or plain text. */
export function RuleEditor(props: RuleEditorProps) {
  return (
    <Suspense fallback={<Skeleton active paragraph={{ rows: 8 }} />}>
      <EditorOf {...props} />
    </Suspense>
  );
}

function EditorOf({
  ruleId,
  format,
  value,
  revision,
  readOnly = false,
  problems = [],
  onChange,
}: RuleEditorProps) {
  const { t } = useWords();
  const shared = { value, readOnly, problems, ...(onChange === undefined ? {} : { onChange }) };
  if (format === 'dmn') return <TableEditor {...shared} revision={revision} />;
  if (ruleId === 'calendar') return <CalendarEditor {...shared} />;
  const fields = RECORD_SHAPES[ruleId];
  if (format === 'yaml' && fields !== undefined) return <RecordEditor {...shared} fields={fields} />;
  return (
    <Input.TextArea
      className="rule-text"
      aria-label={t('rules.text')}
      readOnly={readOnly}
      spellCheck={false}
      autoSize={{ minRows: 14, maxRows: 40 }}
      value={value}
      onChange={(event) => onChange?.(event.target.value)}
    />
  );
}
