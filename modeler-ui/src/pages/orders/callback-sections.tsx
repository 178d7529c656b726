import type { Order, Values } from '../../api/index.ts';
import { FactLines, SectionList, TimeText, ToneTag } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { verdictTone } from '../../theme.ts';

/** Calls that reached nobody, what the caller said in the end, and how the order scored. */
export function CallbackSections({ order }: { readonly order: Order }) {
  const { t, word } = useWords();
  const { callback, scores } = order;
  return (
    <>
      <SectionList
        title={t('life.callbackAttempts')}
        items={order.callbackAttempts ?? []}
        keyOf={({ id }) => id}
      >
        {(attempt) => (
          <span className="row tight-row">
            <strong>{t('life.attempt', { number: attempt.number })}</strong>
            {word('result', attempt.result)}
            <span className="soft">
              <TimeText at={attempt.at} />
            </span>
          </span>
        )}
      </SectionList>
      {callback == null ? null : (
        <section className="life" aria-label={t('life.callback')}>
          <h2>{t('life.callback')}</h2>
          <FactLines
            facts={[
              [t('fact.result'), word('result', textOf(callback, 'result'))],
              [t('life.satisfaction'), coded(textOf(callback, 'satisfaction'), 'satisfaction', word)],
              [t('life.dissatisfied'), coded(textOf(callback, 'dissatisfiedClass'), 'dissatisfied', word)],
              [t('fact.reason'), textOf(callback, 'dissatisfiedReason')],
            ]}
          />
        </section>
      )}
      {scores == null ? null : <Scores scores={scores} />}
    </>
  );
}

const VERDICTS = ['onTime', 'signedInTime', 'solved', 'satisfied'] as const;

function Scores({ scores }: { readonly scores: Values }) {
  const { t, word } = useWords();
  const { score, cards } = scores;
  const band = textOf(scores, 'band');
  return (
    <section className="life" aria-label={t('life.scores')}>
      <h2>{t('life.scores')}</h2>
      <span className="row tight-row">
        {typeof score === 'number' ? (
          <strong className="numeric">
            {t('life.points', { score })}
            {band === undefined ? '' : ` · ${word('band', band)}`}
          </strong>
        ) : null}
        {VERDICTS.map((name) => {
          const verdict = scores[name];
          return typeof verdict === 'boolean' ? (
            <ToneTag key={name} tone={verdictTone(verdict)}>
              {t(`verdict.${name}.${verdict ? 'yes' : 'no'}`)}
            </ToneTag>
          ) : null;
        })}
        {typeof cards === 'number' && cards !== 0 ? (
          <span className="soft numeric">{t('life.cardPoints', { points: cards })}</span>
        ) : null}
      </span>
    </section>
  );
}

function textOf(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function coded(
  code: string | undefined,
  family: string,
  word: (family: string, code: string) => string,
): string | undefined {
  return code === undefined ? undefined : word(family, code);
}
