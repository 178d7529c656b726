import type { Ruling } from '../api/index.ts';
import { FactLines, TimeText } from '../components/index.ts';
import { useWords } from '../i18n/index.ts';
import { useReference } from '../reference/index.ts';

/** Who is responsible from now on, and why. */
export function RulingText({ ruling }: { readonly ruling: Ruling }) {
  const { t, word } = useWords();
  const units = useReference('units');
  return (
    <FactLines
      facts={[
        [t('disputes.lead'), units.nameOf(ruling.unitId)],
        [t('disputes.assisting'), (ruling.assistingUnitIds ?? []).map(units.nameOf).join('、')],
        [t('disputes.by'), word('rulingBy', ruling.by)],
        [t('fact.reason'), ruling.reason],
        [t('fact.legalBasis'), ruling.legalBasis],
        [t('disputes.at'), ruling.at == null ? undefined : <TimeText at={ruling.at} />],
      ]}
    />
  );
}
