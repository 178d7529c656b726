import type { Dispute } from '../api/index.ts';
import { FactLines, TimeText, ToneTag } from '../components/index.ts';
import { useWords } from '../i18n/index.ts';
import { useReference } from '../reference/index.ts';
import { plainTone } from '../theme.ts';

/** What each unit says to the question who is responsible, with its legal basis; also who has said nothing yet. */
export function DisputePositions({ dispute }: { readonly dispute: Dispute }) {
  const { t, word } = useWords();
  const units = useReference('units');
  return (
    <ul className="life-list">
      {dispute.parties.map((unitId) => {
        const position = dispute.positions.find((entry) => entry.unitId === unitId);
        const missed = position?.missedAt != null;
        return (
          <li key={unitId} data-testid="position">
            <span className="row tight-row">
              <strong>{units.nameOf(unitId)}</strong>
              <ToneTag tone={plainTone}>
                {position?.position !== undefined
                  ? word('position', position.position)
                  : t(missed ? 'disputes.missed' : 'disputes.awaited')}
              </ToneTag>
              {position?.at == null ? null : (
                <span className="soft">
                  <TimeText at={position.at} />
                </span>
              )}
            </span>
            <FactLines
              facts={[
                [t('disputes.opinion'), position?.opinion],
                [t('fact.legalBasis'), position?.legalBasis],
                [t('disputes.termsOfDuty'), position?.termsOfDuty],
                [
                  t('requests.suggestedUnit'),
                  position?.suggestedUnitId === undefined
                    ? undefined
                    : units.nameOf(position.suggestedUnitId),
                ],
              ]}
            />
          </li>
        );
      })}
    </ul>
  );
}
