import { DatePicker, Form, Input, InputNumber, Select, Switch } from 'antd';
import dayjs from 'dayjs';
import { useWords } from '../../../i18n/index.ts';
import { useReference } from '../../../reference/index.ts';
import { ItemList } from './item-list.tsx';
import { WordTable } from './word-table.tsx';
import type { Field, ReferenceKind, Shape } from './shapes.ts';
import type { Path } from './yaml-text.ts';

export interface EditingProps {
  readonly path: Path;
  readonly readOnly: boolean;
  readonly onChange: (path: Path, value: unknown) => void;
  /** What is wrong at a place. */
  readonly faultAt: (path: Path) => string | undefined;
}

interface FieldsProps extends EditingProps {
  readonly fields: readonly Field[];
  readonly value: Readonly<Record<string, unknown>>;
}

/** The fields of a group, each with its label; a list and a table stand on their own. */
export function Fields({ fields, value, path, ...editing }: FieldsProps) {
  return (
    <div className="record-fields">
      {fields.map((field) => (
        <FieldOf
          key={field.name}
          field={field}
          value={value[field.name]}
          path={[...path, field.name]}
          {...editing}
        />
      ))}
    </div>
  );
}

function FieldOf({
  field,
  value,
  ...editing
}: EditingProps & { readonly field: Field; readonly value: unknown }) {
  const { word } = useWords();
  const label = word('ruleField', field.name);
  const { shape } = field;
  const fault = editing.faultAt(editing.path);
  switch (shape.type) {
    case 'group':
      return (
        <fieldset className="record-group">
          <legend>{label}</legend>
          <Fields fields={shape.fields} value={recordOf(value)} {...editing} />
        </fieldset>
      );
    case 'list':
      return <ItemList label={label} shape={shape} items={Array.isArray(value) ? value : []} {...editing} />;
    case 'weights':
    case 'sayings':
      return <WordTable label={label} kind={shape.type} entries={recordOf(value)} {...editing} />;
    case 'table':
      return <BilingualTable label={label} entries={recordOf(value)} {...editing} />;
    default:
      return (
        <Form.Item
          label={label}
          layout="vertical"
          className={shape.type === 'long-text' || shape.type === 'texts' ? 'record-wide' : 'record-field'}
          {...(fault === undefined ? {} : { validateStatus: 'error' as const, help: fault })}
        >
          <Plain
            shape={shape}
            label={label}
            value={value}
            readOnly={editing.readOnly}
            onChange={(next) =>
              editing.onChange(editing.path, next === '' && field.optional ? undefined : next)
            }
          />
        </Form.Item>
      );
  }
}

interface PlainProps {
  readonly shape: Exclude<Shape, { type: 'group' | 'list' | 'weights' | 'sayings' | 'table' }>;
  readonly label: string;
  readonly value: unknown;
  readonly readOnly: boolean;
  readonly onChange: (value: unknown) => void;
}

function Plain({ shape, label, value, readOnly, onChange }: PlainProps) {
  const { word } = useWords();
  const own = { 'aria-label': label, disabled: readOnly };
  switch (shape.type) {
    case 'text':
      return <Input {...own} value={textOf(value)} onChange={(event) => onChange(event.target.value)} />;
    case 'long-text':
      return (
        <Input.TextArea
          {...own}
          autoSize={{ minRows: 1, maxRows: 6 }}
          value={textOf(value)}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'number':
      return (
        <InputNumber
          {...own}
          className="full"
          value={typeof value === 'number' ? value : null}
          onChange={(next) => {
            if (next !== null) onChange(next);
          }}
        />
      );
    case 'switch':
      return <Switch {...own} checked={value === true} onChange={onChange} />;
    case 'date':
      return (
        <DatePicker
          {...own}
          className="full"
          value={typeof value === 'string' ? dayjs(value) : null}
          onChange={(day: dayjs.Dayjs | null) => {
            if (day !== null) onChange(day.format('YYYY-MM-DD'));
          }}
        />
      );
    case 'texts':
      return (
        <Select
          {...own}
          mode="tags"
          className="full"
          open={false}
          suffix={null}
          value={listOf(value)}
          onChange={onChange}
        />
      );
    case 'choice':
    case 'choices':
      return (
        <Select
          {...own}
          className="full"
          {...(shape.type === 'choices' ? { mode: 'multiple' as const } : {})}
          value={shape.type === 'choices' ? listOf(value) : (value ?? null)}
          options={shape.values.map((code) => ({ value: code, label: word(shape.family, code) }))}
          onChange={onChange}
        />
      );
    case 'reference':
      return <Reference shape={shape} label={label} value={value} readOnly={readOnly} onChange={onChange} />;
  }
}

const EVERYWHERE = '*';

function Reference({
  shape,
  label,
  value,
  readOnly,
  onChange,
}: Omit<PlainProps, 'shape'> & {
  readonly shape: { readonly to: ReferenceKind; readonly several?: boolean; readonly all?: boolean };
}) {
  const { t } = useWords();
  const { options } = useReference(shape.to);
  const chosen = shape.several === true ? (value === EVERYWHERE ? [EVERYWHERE] : listOf(value)) : value;
  const change = (next: unknown): void => {
    const several: readonly unknown[] | undefined = Array.isArray(next) ? next : undefined;
    if (several === undefined) onChange(next);
    else if (several.at(-1) === EVERYWHERE) onChange(EVERYWHERE);
    else onChange(several.filter((id) => id !== EVERYWHERE));
  };
  return (
    <Select
      aria-label={label}
      disabled={readOnly}
      className="full"
      showSearch={{ optionFilterProp: 'label' }}
      {...(shape.several === true ? { mode: 'multiple' as const } : {})}
      value={chosen ?? null}
      options={[
        ...(shape.all === true ? [{ value: EVERYWHERE, label: t('rules.everywhere') }] : []),
        ...options,
      ]}
      onChange={change}
    />
  );
}

/** Codes with their words in both languages. */
function BilingualTable({
  label,
  entries,
  path,
  readOnly,
  onChange,
}: EditingProps & { readonly label: string; readonly entries: Readonly<Record<string, unknown>> }) {
  const { word } = useWords();
  return (
    <details className="record-list">
      <summary>
        {label} <span className="soft">{Object.keys(entries).length}</span>
      </summary>
      <ul className="word-rows">
        {Object.entries(entries).map(([code, words]) => (
          <li key={code} className="word-row">
            <code>{code}</code>
            {(['zh', 'en'] as const).map((language) => (
              <Input
                key={language}
                aria-label={`${code} ${word('ruleField', language)}`}
                disabled={readOnly}
                value={textOf(recordOf(words)[language])}
                onChange={(event) => onChange([...path, code, language], event.target.value)}
              />
            ))}
          </li>
        ))}
      </ul>
    </details>
  );
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
const listOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
