import type { OrderRequest } from '../../api/index.ts';
import { TimeText } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useReference } from '../../reference/index.ts';
import { RequestFacts } from '../../requests/index.ts';

/** The request that is decided on: who asks for what, why, and on which legal basis. */
export function AskedFor({ request }: { readonly request: OrderRequest }) {
  const { t, word } = useWords();
  const units = useReference('units');
  return (
    <section className="asked-for below" aria-label={t('requests.title')} data-testid="asked-for">
      <span className="row tight-row">
        <strong>{t('requests.of', { kind: word('requestType', request.type) })}</strong>
        <span className="soft">
          {[request.unitId == null ? '' : units.nameOf(request.unitId), request.by]
            .filter((text) => text !== '')
            .join(' · ')}{' '}
          <TimeText at={request.at} />
        </span>
      </span>
      <RequestFacts request={request} />
    </section>
  );
}
