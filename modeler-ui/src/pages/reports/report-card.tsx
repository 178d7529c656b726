import { Card } from 'antd';
import { Link } from 'react-router-dom';
import type { Report } from '../../api/index.ts';
import { SectionList, shanghaiTime } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useReference } from '../../reference/index.ts';
import { FIGURES, figureText, largest } from './figures.ts';

/** Groups of a count that are named; the rest is the long tail. */
const SHOWN = 5;

/** One report: its figures, where requests pile up, and callers who asked again. */
export function ReportCard({ report }: { readonly report: Report }) {
  const { t, word } = useWords();
  const areas = useReference('areas');
  const categories = useReference('catalogue');
  const { figures } = report;
  const first = shanghaiTime(report.from).format('YYYY-MM-DD');
  // the end is the first moment after the last day
  const last = shanghaiTime(report.to).subtract(1, 'millisecond').format('YYYY-MM-DD');
  const counted = (name: string, nameOf: (code: string) => string) => (
    <SectionList title={t(`reports.${name}`)} items={largest(figures, name, SHOWN)} keyOf={([code]) => code}>
      {([code, count]) => (
        <span className="row spread">
          {code === 'unknown' ? t('reports.unknown') : nameOf(code)} <span className="numeric">{count}</span>
        </span>
      )}
    </SectionList>
  );
  return (
    <Card title={<span className="numeric">{first === last ? first : `${first} — ${last}`}</span>}>
      <dl className="figures" data-testid="figures">
        {FIGURES.map(({ name, share }) => (
          <div key={name}>
            <dt>{t(`figure.${name}`)}</dt>
            <dd className="numeric">{figureText(figures, name, share) ?? '—'}</dd>
          </div>
        ))}
      </dl>
      <div className="report-parts">
        {counted('byCategory', categories.nameOf)}
        {counted('byArea', areas.nameOf)}
        {counted('byKind', (code) => word('kind', code))}
        <SectionList
          title={t('reports.hotspots')}
          items={report.hotspots}
          keyOf={(hotspot) => hotspot.id ?? `${hotspot.area} ${hotspot.category ?? ''}`}
        >
          {(hotspot) => (
            <>
              <span>
                {areas.nameOf(hotspot.area)} · {categories.nameOf(hotspot.category)}
              </span>
              <OrderLinks orderNos={hotspot.orderNos ?? []} />
            </>
          )}
        </SectionList>
        <SectionList
          title={t('reports.repeats')}
          items={report.repeats}
          keyOf={({ orderNos }) => (orderNos ?? []).join(' ')}
        >
          {({ orderNos }) => <OrderLinks orderNos={orderNos ?? []} />}
        </SectionList>
      </div>
    </Card>
  );
}

function OrderLinks({ orderNos }: { readonly orderNos: readonly string[] }) {
  return (
    <span className="row tight-row">
      {orderNos.map((orderNo) => (
        <Link key={orderNo} className="numeric" to={`/orders/${encodeURIComponent(orderNo)}`}>
          {orderNo}
        </Link>
      ))}
    </span>
  );
}
