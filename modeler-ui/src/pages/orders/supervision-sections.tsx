import type { Entry, Order } from '../../api/index.ts';
import { FactLines, SectionList, TimeText, ToneTag } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useReference } from '../../reference/index.ts';
import { cardTone } from '../../theme.ts';

/** Cards, raises, pauses, extensions, stage reports and follow-ups of an order. */
export function SupervisionSections({ order }: { readonly order: Order }) {
  const { t, word } = useWords();
  const units = useReference('units');
  const unitOf = (unitId: string | null | undefined): string => (unitId == null ? '' : units.nameOf(unitId));
  return (
    <>
      <SectionList title={t('life.cards')} items={order.cards ?? []} keyOf={({ id }) => id}>
        {(card) => (
          <span className="row tight-row" data-testid="card">
            <ToneTag tone={cardTone(card.colour)}>{word('card', card.colour)}</ToneTag>
            {word('occasion', card.cause)}
            <span className="soft">
              {unitOf(card.unitId)} <TimeText at={card.at} />
            </span>
          </span>
        )}
      </SectionList>
      <SectionList title={t('life.raises')} items={order.raises ?? []} keyOf={({ id }) => id}>
        {(raise) => (
          <span className="row tight-row">
            <strong>{word('raiseTo', raise.to)}</strong>
            {word('occasion', raise.cause)}
            <span className="soft">
              {unitOf(raise.unitId)} <TimeText at={raise.at} />
            </span>
          </span>
        )}
      </SectionList>
      <SectionList title={t('life.pauses')} items={order.pauses ?? []} keyOf={({ id }) => id}>
        {(pause) => (
          <>
            <span className="row tight-row">
              <strong>{word('pauseCause', pause.cause)}</strong>
              <span>
                <TimeText at={pause.from} /> —{' '}
                {pause.to == null ? t('life.goesOn') : <TimeText at={pause.to} />}
              </span>
              {pause.to == null && pause.until != null ? (
                <span className="soft">
                  {t('requests.until')} <TimeText at={pause.until} />
                </span>
              ) : null}
            </span>
            <FactLines facts={[[t('fact.reason'), pause.reason]]} />
          </>
        )}
      </SectionList>
      <SectionList title={t('life.extensions')} items={order.extensions ?? []} keyOf={({ id }) => id}>
        {(extension) => (
          <>
            <span className="row tight-row">
              <strong className="numeric">
                +{extension.amount} {word('timeUnit', extension.unit)}
              </strong>
              <span className="soft">
                <TimeText at={extension.at} />
              </span>
            </span>
            <FactLines facts={[[t('fact.reason'), extension.reason]]} />
          </>
        )}
      </SectionList>
      <Entries title={t('life.stageReports')} entries={order.stageReports ?? []} />
      <Entries title={t('life.followUps')} entries={order.followUps ?? []} />
    </>
  );
}

/** What a form of these kinds asks for, in the order of reading. */
const ENTRY_FIELDS = ['followUpResult', 'progress', 'nextStep', 'expectedAt', 'instruction', 'note'] as const;

function Entries(props: { readonly title: string; readonly entries: readonly Entry[] }) {
  const { t, word } = useWords();
  const valueOf = (name: string, value: unknown) => {
    if (typeof value !== 'string' || value === '') return undefined;
    if (name === 'followUpResult') return word('followUpResult', value);
    return name.endsWith('At') ? <TimeText at={value} /> : value;
  };
  return (
    <SectionList title={props.title} items={props.entries} keyOf={({ id }) => id}>
      {(entry) => (
        <>
          <span className="soft">
            {entry.by} <TimeText at={entry.at} />
          </span>
          <FactLines
            facts={ENTRY_FIELDS.map(
              (name) => [t(`entry.${name}`), valueOf(name, entry.values[name])] as const,
            )}
          />
        </>
      )}
    </SectionList>
  );
}
