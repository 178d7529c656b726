import { Link } from 'react-router-dom';
import type { ReactNode } from 'react';
import type { OrderRequest } from '../api/index.ts';
import { FactLines, TimeText } from '../components/index.ts';
import { useWords } from '../i18n/index.ts';
import { useReference } from '../reference/index.ts';

/** What a request says: only what it has. */
export function RequestFacts({ request }: { readonly request: OrderRequest }) {
  const { t, word } = useWords();
  const units = useReference('units');
  const amount = (value: number | undefined, unit: string | undefined): string | undefined =>
    value === undefined ? undefined : `${value} ${word('timeUnit', unit ?? 'working-days')}`;
  const unit = (id: string | undefined): string | undefined =>
    id === undefined ? undefined : units.nameOf(id);
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t('requests.amount'), amount(request.amount, request.unit)],
    [t('requests.cause'), request.cause === undefined ? undefined : word('cause', request.cause)],
    [t('requests.toUnit'), unit(request.toUnitId)],
    [t('requests.suggestedUnit'), unit(request.suggestedUnitId)],
    [
      t('requests.mainOrder'),
      request.mainOrderNo === undefined ? undefined : (
        <Link className="numeric" to={`/orders/${encodeURIComponent(request.mainOrderNo)}`}>
          {request.mainOrderNo}
        </Link>
      ),
    ],
    [t('field.urgency'), request.urgency === undefined ? undefined : word('urgency', request.urgency)],
    [t('fact.reason'), request.reason],
    [t('fact.legalBasis'), request.legalBasis],
    [t('requests.progress'), request.progress],
    [t('requests.granted'), amount(request.grantedAmount, request.grantedUnit)],
    [t('requests.until'), request.until == null ? undefined : <TimeText at={request.until} />],
  ];
  return <FactLines facts={facts} />;
}
