import { diffLines } from 'diff';
import { Button, Modal } from 'antd';
import { useWords } from '../../../i18n/index.ts';
import type { Conflict } from './use-draft.ts';

interface MergeDialogProps {
  readonly conflict: Conflict | undefined;
  readonly onSettle: (text: string | undefined) => void;
}

/** Two people changed the same file: shows both line by line, and asks which one goes on. */
export function MergeDialog({ conflict, onSettle }: MergeDialogProps) {
  const { t } = useWords();
  const parts = conflict === undefined ? [] : diffLines(conflict.theirs, conflict.mine);
  return (
    <Modal
      open={conflict !== undefined}
      closable={false}
      width="min(1100px, 96vw)"
      title={t('rules.conflict')}
      footer={
        <>
          <Button onClick={() => onSettle(undefined)}>{t('rules.takeTheirs')}</Button>
          <Button type="primary" onClick={() => onSettle(conflict?.mine)}>
            {t('rules.keepMine')}
          </Button>
        </>
      }
    >
      <p className="below">{t('rules.conflictText')}</p>
      <div className="merge-sides">
        {(['theirs', 'mine'] as const).map((side) => (
          <section key={side} aria-label={t(side === 'mine' ? 'rules.mine' : 'rules.theirs')}>
            <h3>{t(side === 'mine' ? 'rules.mine' : 'rules.theirs')}</h3>
            <pre tabIndex={0}>
              {parts
                .filter((part) => (side === 'mine' ? !part.removed : !part.added))
                .map((part, index) => (
                  <span
                    key={index}
                    className={part.added ? 'merge-added' : part.removed ? 'merge-removed' : undefined}
                  >
                    {part.value}
                  </span>
                ))}
            </pre>
          </section>
        ))}
      </div>
    </Modal>
  );
}
