import { Button, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import type { OrderFilter } from '../../api/index.ts';
import { codes } from '../../codes.ts';
import { useWords } from '../../i18n/index.ts';
import { useReference } from '../../reference/index.ts';

export const FILTERS = ['q', 'status', 'unit', 'kind', 'urgency'] as const;

interface OrderFiltersProps {
  readonly filter: OrderFilter;
  readonly onChange: (filter: OrderFilter) => void;
}

/** Search by number or words, and narrowing by status, unit, kind and urgency. */
export function OrderFilters({ filter, onChange }: OrderFiltersProps) {
  const { t, word } = useWords();
  const units = useReference('units');
  const [q, setQ] = useState(filter.q ?? '');
  useEffect(() => setQ(filter.q ?? ''), [filter.q]);

  const picker = (
    name: 'status' | 'unit' | 'kind' | 'urgency',
    options: readonly { value: string; label: string }[],
  ) => (
    <Select
      allowClear
      aria-label={t(`field.${name}`)}
      placeholder={t(`field.${name}`)}
      value={filter[name] ?? null}
      options={[...options]}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      onChange={(value: string | null | undefined) => onChange({ ...filter, [name]: value ?? undefined })}
    />
  );
  const words = (family: string, known: readonly string[]) =>
    known.map((code) => ({ value: code, label: word(family, code) }));

  return (
    <search className="filters" aria-label={t('orders.filters')}>
      <Input.Search
        allowClear
        className="filter-q"
        aria-label={t('orders.search')}
        placeholder={t('orders.searchHint')}
        value={q}
        onChange={(event) => setQ(event.target.value)}
        onSearch={(text) => onChange({ ...filter, q: text.trim() === '' ? undefined : text.trim() })}
      />
      {picker('status', words('status', codes.status))}
      {picker('unit', units.options)}
      {picker('kind', words('kind', codes.kind))}
      {picker('urgency', words('urgency', codes.urgency))}
      {FILTERS.some((name) => filter[name] !== undefined) ? (
        <Button type="link" onClick={() => onChange({})}>
          {t('orders.clear')}
        </Button>
      ) : null}
    </search>
  );
}
