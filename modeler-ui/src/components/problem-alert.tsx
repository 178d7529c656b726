import { Alert, Button } from 'antd';
import { useEffect, useRef } from 'react';
import { fieldText, isAbort, problemOf, problemText, type ProblemDocument } from '../api/index.ts';
import { useWords, type Words } from '../i18n/index.ts';

/** One sentence for a problem: the server's own words, else ours for its code. */
export function problemSentence(problem: ProblemDocument, words: Pick<Words, 't' | 'language'>): string {
  const own = problemText(problem, words.language);
  if (own !== undefined && own !== '') return own;
  if (problem.code === 'NETWORK') return words.t('problem.NETWORK');
  if (problem.status === 429) return words.t('problem.tooMany');
  return words.t('problem.UNKNOWN', { code: problem.code });
}

interface ProblemAlertProps {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
  /** Lists the fields' faults under the sentence, for pages that have no field to put them on. */
  readonly withFields?: boolean;
  /** The faults to list instead of all: those of fields that the page does not show. */
  readonly faults?: readonly string[];
  /** Scrolls to the alert when it appears; off where a field has the focus already. @default true */
  readonly reveal?: boolean;
}

/** Shows why something failed and offers to try again; shows nothing when nothing failed. */
export function ProblemAlert({
  error,
  onRetry,
  withFields = false,
  faults,
  reveal = true,
}: ProblemAlertProps) {
  const words = useWords();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error != null && reveal) place.current?.scrollIntoView({ block: 'nearest' });
  }, [error, reveal]);
  if (error == null || isAbort(error)) return null;
  const problem = problemOf(error);
  const listed =
    faults ?? (withFields ? (problem.errors ?? []).map((fault) => fieldText(fault, words.language)) : []);
  return (
    <div ref={place} className="problem">
      <Alert
        type="error"
        showIcon
        role="alert"
        title={problemSentence(problem, words)}
        description={
          listed.length === 0 ? undefined : (
            <ul className="plain-list">
              {listed.map((fault, index) => (
                <li key={index}>{fault}</li>
              ))}
            </ul>
          )
        }
        action={
          onRetry === undefined ? undefined : (
            <Button size="small" onClick={onRetry}>
              {words.t('action.retry')}
            </Button>
          )
        }
      />
    </div>
  );
}
