import type { OrderRequest } from '../../api/index.ts';
import { FactLines, SectionList, TimeText } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { RequestFacts, RequestStateTag } from '../../requests/index.ts';

/** What was asked for, newest first: who, why, and how it was decided. */
export function RequestSection({ requests }: { readonly requests: readonly OrderRequest[] }) {
  const { t, word } = useWords();
  // A person's user name, or how it was decided where no person did.
  const deciderOf = (by: string | undefined): string =>
    by === undefined ? t('timeline.system') : word('decider', by);
  return (
    <SectionList title={t('requests.title')} items={requests.toReversed()} keyOf={({ id }) => id}>
      {(request) => (
        <div data-testid="request" data-type={request.type}>
          <span className="row tight-row">
            <strong>{word('requestType', request.type)}</strong>
            <RequestStateTag state={request.state} />
            <span className="soft">
              {request.by} <TimeText at={request.at} />
            </span>
          </span>
          <RequestFacts request={request} />
          {request.decidedAt == null ? null : (
            <FactLines
              facts={[
                [
                  t('requests.decided'),
                  <>
                    {deciderOf(request.decidedBy)} <TimeText at={request.decidedAt} />
                  </>,
                ],
                [t('requests.note'), request.note],
              ]}
            />
          )}
        </div>
      )}
    </SectionList>
  );
}
