import { Input } from 'antd';
import type { RuleProblem } from '../../../api/index.ts';
import { useWords } from '../../../i18n/index.ts';

interface CalendarTextEditorProps {
  readonly value: string;
  readonly readOnly?: boolean;
  readonly problems?: readonly RuleProblem[];
  readonly onChange?: (text: string) => void;
}

/** The calendar as its file says it. */
export function CalendarTextEditor({ value, readOnly = false, onChange }: CalendarTextEditorProps) {
  const { t } = useWords();
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
