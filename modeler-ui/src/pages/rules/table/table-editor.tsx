import { RedoOutlined, UndoOutlined } from '@ant-design/icons';
import { Alert, Button, Segmented, Skeleton } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { RuleProblem } from '../../../api/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { createDmnEditor, type DecisionChoice, type DmnEditor } from './dmn-editor.ts';
import './table.css';

interface TableEditorProps {
  /** DMN XML; read again when `revision` changes, not at each keystroke. */
  readonly value: string;
  readonly revision: string;
  readonly readOnly?: boolean;
  readonly problems?: readonly RuleProblem[];
  readonly onChange?: (xml: string) => void;
}

/** The decision tables of one file, one shown at a time. Rows with a problem are marked. */
export function TableEditor({
  value,
  revision,
  readOnly = false,
  problems = [],
  onChange,
}: TableEditorProps) {
  const { t, language } = useWords();
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<DmnEditor | undefined>(undefined);
  const start = useRef(value);
  const report = useRef(onChange);
  const [decisions, setDecisions] = useState<readonly DecisionChoice[]>();
  const [shown, setShown] = useState<string>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    start.current = value;
    report.current = onChange;
  });

  useEffect(() => {
    if (place.current === null) return;
    let live = true;
    let asked = false;
    let running = false;
    // each change is passed on at once; what is typed while one is being written goes together
    const pass = async (): Promise<void> => {
      asked = true;
      if (running) return;
      running = true;
      while (asked) {
        asked = false;
        report.current?.(await own.xml());
      }
      running = false;
    };
    const own = createDmnEditor({
      ...{ place: place.current, language, readOnly },
      onChange: () => void pass(),
    });
    editor.current = own;
    setFailed(false);
    own.open(start.current).then(
      (found) => {
        if (!live) return;
        setDecisions(found);
        setShown(found[0]?.id);
      },
      () => {
        if (live) setFailed(true);
      },
    );
    return () => {
      live = false;
      editor.current = undefined;
      own.destroy();
    };
  }, [language, readOnly, revision]);

  const show = (id: string): void => {
    setShown(id);
    void editor.current?.show(id);
  };
  const rows = problems.flatMap(({ row, severity }) => (row === undefined ? [] : [{ row, severity }]));
  return (
    <div className="table-editor">
      {failed ? <Alert type="error" showIcon role="alert" title={t('rules.tableBroken')} /> : null}
      <div className="row">
        {decisions === undefined || decisions.length < 2 ? null : (
          <Segmented
            aria-label={t('rules.decisions')}
            value={shown ?? ''}
            options={decisions.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={show}
          />
        )}
        {readOnly ? null : (
          <>
            <span className="spring" />
            <Button icon={<UndoOutlined aria-hidden />} onClick={() => editor.current?.undo()}>
              {t('modeler.undo')}
            </Button>
            <Button icon={<RedoOutlined aria-hidden />} onClick={() => editor.current?.redo()}>
              {t('modeler.redo')}
            </Button>
          </>
        )}
      </div>
      {decisions === undefined && !failed ? <Skeleton active paragraph={{ rows: 8 }} /> : null}
      <style>
        {rows
          .map(
            ({ row, severity }) =>
              `.table-editor td[data-row-id="${CSS.escape(row)}"] { box-shadow: inset 0 0 0 999px ${severity === 'error' ? 'rgb(179 38 30 / 9%)' : 'rgb(150 89 10 / 9%)'}; }`,
          )
          .join('\n')}
      </style>
      <div ref={place} className="table-editor-place" role="region" aria-label={t('rules.table')} />
      <ValueLegend xml={value} />
    </div>
  );
}

/** Codes that the cells use, with the words that people use. */
function ValueLegend({ xml }: { readonly xml: string }) {
  const { t, word } = useWords();
  const codes = [...xml.matchAll(/<(?:input|output)Values[^>]*>\s*<text>([^<]*)<\/text>/g)].flatMap(
    ([, list = '']) =>
      [...list.matchAll(/"([^"]+)"|&quot;([^&]+)&quot;/g)].map((found) => found[1] ?? found[2] ?? ''),
  );
  const named = [...new Set(codes)]
    .map((code) => [code, nameOf(code, word)] as const)
    .filter(([code, name]) => name !== code);
  if (named.length === 0) return null;
  return (
    <details className="soft">
      <summary>{t('rules.legend')}</summary>
      <dl className="legend">
        {named.map(([code, name]) => (
          <div key={code}>
            <dt>
              <code>{code}</code>
            </dt>
            <dd>{name}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

const FAMILIES = ['kind', 'urgency', 'callerType', 'channel', 'status', 'unitOfTime', 'ruleValue'] as const;

function nameOf(code: string, word: (family: string, code: string) => string): string {
  for (const family of FAMILIES) {
    const name = word(family, code);
    if (name !== code) return name;
  }
  return code;
}
