import { useQuery } from '@tanstack/react-query';
import { Card, Skeleton } from 'antd';
import { ruleChangeApi, type RuleChange } from '../../../api/index.ts';
import { ProblemAlert } from '../../../components/index.ts';
import { useWords } from '../../../i18n/index.ts';

/** What the change changes, in words. */
export function WordsCard({
  change,
  nameOf,
}: {
  readonly change: RuleChange;
  readonly nameOf: (ruleId: string) => string;
}) {
  const { t, language } = useWords();
  const { data, error, isPending } = useQuery({
    queryKey: ['rule-changes', change.id, 'words', change.revision],
    queryFn: ({ signal }) => ruleChangeApi.words(change.id, signal),
    enabled: change.files.length > 0,
  });
  if (change.files.length === 0) return null;
  return (
    <Card size="small" title={t('rules.words')}>
      <ProblemAlert error={error} reveal={false} />
      {isPending ? <Skeleton active /> : null}
      {(data ?? []).map(({ ruleId, words }) => (
        <section key={ruleId} aria-label={nameOf(ruleId)}>
          <strong>{nameOf(ruleId)}</strong>
          {words.length === 0 ? <p className="soft">{t('rules.noDifference')}</p> : null}
          <ul className="rule-words">
            {words.map((text, index) => (
              <li key={index}>{language === 'zh' ? text.zh : text.en}</li>
            ))}
          </ul>
        </section>
      ))}
    </Card>
  );
}
