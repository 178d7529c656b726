import type { Order } from '../../api/index.ts';
import { SectionList, TimeText, ToneTag } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useReference } from '../../reference/index.ts';
import { plainTone, verdictTone } from '../../theme.ts';

/** The units that help, with what they said; units asked whose part is not planned yet are named as well. */
export function TeamSections({ order }: { readonly order: Order }) {
  const { t } = useWords();
  const units = useReference('units');
  const planned = order.assisting ?? [];
  const asked = (order.assistingUnitIds ?? []).filter(
    (unitId) => !planned.some((part) => part.unitId === unitId),
  );
  const parts: typeof planned = [...planned, ...asked.map((unitId) => ({ unitId }))];
  return (
    <SectionList title={t('life.assisting')} items={parts} keyOf={({ unitId }) => unitId}>
      {(part) => (
        <>
          <span className="row tight-row">
            <strong>{units.nameOf(part.unitId)}</strong>
            {part.at != null ? (
              <ToneTag tone={verdictTone(true)}>{t('life.assisted')}</ToneTag>
            ) : part.missedAt != null ? (
              <ToneTag tone={verdictTone(false)}>{t('life.assistMissed')}</ToneTag>
            ) : (
              <ToneTag tone={plainTone}>{t('life.assistAwaited')}</ToneTag>
            )}
            {part.dueAt == null || part.at != null ? null : (
              <span className="soft">
                {t('fact.dueAt')} <TimeText at={part.dueAt} />
              </span>
            )}
            {part.at == null ? null : (
              <span className="soft">
                {part.by ?? ''} <TimeText at={part.at} />
              </span>
            )}
          </span>
          {part.opinion === undefined ? null : <p>{part.opinion}</p>}
        </>
      )}
    </SectionList>
  );
}
