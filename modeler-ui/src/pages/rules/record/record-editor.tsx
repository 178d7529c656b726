import { RedoOutlined, UndoOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useMemo, useState } from 'react';
import type { RuleProblem } from '../../../api/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { Fields } from './fields.tsx';
import './record.css';
import type { Field } from './shapes.ts';
import { YamlText, type Path } from './yaml-text.ts';

/** How many steps can be taken back. */
const STEPS = 200;

interface RecordEditorProps {
  readonly value: string;
  readonly fields: readonly Field[];
  readonly readOnly?: boolean;
  readonly problems?: readonly RuleProblem[];
  readonly onChange?: (text: string) => void;
}

/** A form for a YAML file of rules; what it does not touch stays as it was written, comments too. */
export function RecordEditor({
  value,
  fields,
  readOnly = false,
  problems = [],
  onChange,
}: RecordEditorProps) {
  const { t, language } = useWords();
  const [past, setPast] = useState<readonly string[]>([]);
  const [future, setFuture] = useState<readonly string[]>([]);
  const file = useMemo(() => new YamlText(value), [value]);
  const change = (path: Path, next: unknown): void => {
    setPast((steps) => [...steps.slice(-STEPS), value]);
    setFuture([]);
    onChange?.(file.with(path, next));
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
  if (file.fault !== undefined) {
    return (
      <Alert type="error" showIcon role="alert" title={t('rules.yamlBroken')} description={file.fault} />
    );
  }
  return (
    <div className="record-editor stack">
      {readOnly ? null : (
        <div className="row">
          <span className="spring" />
          <Button icon={<UndoOutlined aria-hidden />} disabled={past.length === 0} onClick={undo}>
            {t('modeler.undo')}
          </Button>
          <Button icon={<RedoOutlined aria-hidden />} disabled={future.length === 0} onClick={redo}>
            {t('modeler.redo')}
          </Button>
        </div>
      )}
      <Fields
        fields={fields}
        value={file.value as Readonly<Record<string, unknown>>}
        path={[]}
        readOnly={readOnly}
        onChange={change}
        faultAt={(path) => {
          const place = path.join('.');
          const found = problems.find((problem) => problem.path === place);
          return found === undefined ? undefined : language === 'zh' ? found.zh : found.en;
        }}
      />
    </div>
  );
}
