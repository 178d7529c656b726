import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { Fields, type EditingProps } from './fields.tsx';
import type { Shape } from './shapes.ts';

/** From so many items on a list can be searched. */
const SEARCHED_FROM = 8;

interface ItemListProps extends EditingProps {
  readonly label: string;
  readonly shape: Extract<Shape, { type: 'list' }>;
  readonly items: readonly unknown[];
}

/** Items that are opened one by one, moved, added and removed. */
export function ItemList({ label, shape, items, path, readOnly, onChange, faultAt }: ItemListProps) {
  const { t, language } = useWords();
  const [search, setSearch] = useState('');
  const [opened, setOpened] = useState<number>();
  const shown = items
    .map((item, index) => ({ item: item as Readonly<Record<string, unknown>>, index }))
    .filter(({ item }) => search === '' || JSON.stringify(item).includes(search));
  const replace = (next: readonly unknown[]): void => onChange(path, next);
  const move = (index: number, by: -1 | 1): void => {
    const next = [...items];
    const [moved] = next.splice(index, 1);
    next.splice(index + by, 0, moved);
    setOpened(undefined);
    replace(next);
  };
  const fault = faultAt(path);
  return (
    <section className="record-list" aria-label={label}>
      <header className="row">
        <h3>
          {label} <span className="soft numeric">{items.length}</span>
        </h3>
        {fault === undefined ? null : <span className="fault">{fault}</span>}
        <span className="spring" />
        {items.length < SEARCHED_FROM ? null : (
          <Input.Search
            allowClear
            className="record-search"
            aria-label={t('rules.search', { what: label })}
            placeholder={t('rules.search', { what: label })}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        )}
        {readOnly ? null : (
          <Button
            icon={<PlusOutlined aria-hidden />}
            onClick={() => {
              setSearch('');
              setOpened(items.length);
              replace([...items, shape.fresh]);
            }}
          >
            {t('rules.add')}
          </Button>
        )}
      </header>
      <ul className="record-items">
        {shown.map(({ item, index }) => (
          <li key={index}>
            <details
              open={opened === index}
              onToggle={(event) => {
                const { open } = event.currentTarget;
                setOpened((now) => (open ? index : now === index ? undefined : now));
              }}
            >
              <summary>{titleOf(item, language) || t('rules.unnamed')}</summary>
              {opened === index ? (
                <>
                  <Fields
                    fields={shape.fields}
                    value={item}
                    path={[...path, index]}
                    {...{ readOnly, onChange, faultAt }}
                  />
                  {readOnly ? null : (
                    <div className="row">
                      <Button
                        size="small"
                        icon={<ArrowUpOutlined aria-hidden />}
                        disabled={index === 0}
                        onClick={() => move(index, -1)}
                      >
                        {t('rules.moveUp')}
                      </Button>
                      <Button
                        size="small"
                        icon={<ArrowDownOutlined aria-hidden />}
                        disabled={index === items.length - 1}
                        onClick={() => move(index, 1)}
                      >
                        {t('rules.moveDown')}
                      </Button>
                      <span className="spring" />
                      <Button
                        size="small"
                        danger
                        icon={<DeleteOutlined aria-hidden />}
                        onClick={() => {
                          setOpened(undefined);
                          replace(items.filter((_, other) => other !== index));
                        }}
                      >
                        {t('rules.remove')}
                      </Button>
                    </div>
                  )}
                </>
              ) : null}
            </details>
          </li>
        ))}
      </ul>
      {items.length > 0 && shown.length === 0 ? <p className="soft">{t('rules.nothingFound')}</p> : null}
    </section>
  );
}

/** What an item is called: its name, word, title or id. */
function titleOf(item: Readonly<Record<string, unknown>>, language: 'zh' | 'en'): string {
  const { title } = item;
  const inTitle: readonly (readonly [string, unknown])[] =
    typeof title === 'object' && title !== null ? Object.entries(title) : [];
  const candidates = [
    item['word'],
    item[language],
    inTitle.find(([key]) => key === language)?.[1],
    item['name'],
    item['unit'],
    item['id'],
    Array.isArray(item['words']) ? item['words'].join('、') : undefined,
  ];
  const found = candidates.find((text) => typeof text === 'string' && text !== '');
  const id = item['id'];
  return typeof found !== 'string' ? '' : typeof id === 'string' && id !== found ? `${found} · ${id}` : found;
}
