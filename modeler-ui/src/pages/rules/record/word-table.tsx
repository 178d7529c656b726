import { CloseOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import type { EditingProps } from './fields.tsx';

const HEAVIEST = 10;
/** Supports a category without telling it by itself. */
const USUAL = 2;

interface WordTableProps extends EditingProps {
  readonly label: string;
  /** `weights`: word → number; `sayings`: word → what is said of it. */
  readonly kind: 'weights' | 'sayings';
  readonly entries: Readonly<Record<string, unknown>>;
}

/** Words with a weight or a saying. */
export function WordTable({ label, kind, entries, path, readOnly, onChange, faultAt }: WordTableProps) {
  const { t } = useWords();
  const [fresh, setFresh] = useState('');
  const add = (): void => {
    const word = fresh.trim();
    setFresh('');
    if (word !== '' && !Object.hasOwn(entries, word))
      onChange([...path, word], kind === 'weights' ? USUAL : word);
  };
  return (
    <section className="record-words" aria-label={label}>
      <h3>
        {label} <span className="soft numeric">{Object.keys(entries).length}</span>
      </h3>
      <ul className="word-rows">
        {Object.entries(entries).map(([word, value]) => (
          <li key={word} className="word-row" title={faultAt([...path, word])}>
            <span>{word}</span>
            {kind === 'weights' ? (
              <InputNumber
                aria-label={t('rules.weightOf', { word })}
                min={0}
                max={HEAVIEST}
                disabled={readOnly}
                value={Number(value)}
                onChange={(next) => {
                  if (next !== null) onChange([...path, word], next);
                }}
              />
            ) : (
              <Input
                aria-label={word}
                disabled={readOnly}
                value={String(value)}
                onChange={(event) => onChange([...path, word], event.target.value)}
              />
            )}
            {readOnly ? null : (
              <Button
                type="text"
                size="small"
                icon={<CloseOutlined aria-hidden />}
                aria-label={t('rules.removeWord', { word })}
                onClick={() => onChange([...path, word], undefined)}
              />
            )}
          </li>
        ))}
        {readOnly ? null : (
          <li className="word-row">
            <Input
              aria-label={t('rules.addWord')}
              placeholder={t('rules.addWord')}
              value={fresh}
              onChange={(event) => setFresh(event.target.value)}
              onPressEnter={add}
              onBlur={add}
            />
          </li>
        )}
      </ul>
    </section>
  );
}
