import { Card, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { meetingApi, type Precedent, type PrecedentFilter } from '../../api/index.ts';
import { PagedList, TimeText } from '../../components/index.ts';
import { RulingText } from '../../disputes/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useReference } from '../../reference/index.ts';

/** Rulings that later cases may follow, by category and area. */
export function Precedents() {
  const { t } = useWords();
  const categories = useReference('catalogue');
  const areas = useReference('areas');
  const [filter, setFilter] = useState<PrecedentFilter>({});
  const picker = (name: 'category' | 'area', options: readonly { value: string; label: string }[]) => (
    <Select
      allowClear
      aria-label={t(`field.${name}`)}
      placeholder={t(`field.${name}`)}
      value={filter[name] ?? null}
      options={[...options]}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      onChange={(value: string | null | undefined) => setFilter({ ...filter, [name]: value ?? undefined })}
    />
  );
  return (
    <>
      <search className="row bench-filters" aria-label={t('orders.filters')}>
        {picker('category', categories.options)}
        {picker('area', areas.options)}
      </search>
      <PagedList
        queryKey={['meetings', 'precedents', filter]}
        read={(cursor, signal) => meetingApi.precedents(filter, cursor, signal)}
        empty={t('precedents.none')}
        emptyHint={t('precedents.noneHint')}
      >
        {(precedent) => <PrecedentCard precedent={precedent} />}
      </PagedList>
    </>
  );
}

function PrecedentCard({ precedent }: { readonly precedent: Precedent }) {
  const units = useReference('units');
  const categories = useReference('catalogue');
  const areas = useReference('areas');
  const { t } = useWords();
  const others = (precedent.otherUnitIds ?? []).map(units.nameOf).join('、');
  return (
    <Card data-testid="precedent">
      <div className="bench-head">
        <span className="row tight-row">
          <strong>{precedent.title}</strong>
          <span className="soft">
            {categories.nameOf(precedent.category)} · {areas.nameOf(precedent.area)}
          </span>
        </span>
        <span className="row tight-row">
          <Link className="numeric" to={`/orders/${encodeURIComponent(precedent.orderNo)}`}>
            {precedent.orderNo}
          </Link>
          <span className="soft">
            <TimeText at={precedent.at} />
          </span>
        </span>
      </div>
      <RulingText ruling={{ ...precedent, at: null }} />
      {others === '' ? null : <p className="soft">{t('precedents.others', { units: others })}</p>}
    </Card>
  );
}
