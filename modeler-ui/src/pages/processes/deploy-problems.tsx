import { Alert, Button } from 'antd';
import { fieldText, type FieldProblem } from '../../api/index.ts';
import { useWords } from '../../i18n/index.ts';

interface DeployProblemsProps {
  readonly problems: readonly FieldProblem[];
  readonly onSelect: (elementId: string) => void;
  readonly onClose: () => void;
}

/** Why the engine refused; a click goes to the element. */
export function DeployProblems({ problems, onSelect, onClose }: DeployProblemsProps) {
  const { t, language } = useWords();
  if (problems.length === 0) return null;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      closable={{ onClose, 'aria-label': t('deploy.close') }}
      title={t('deploy.refused')}
      description={
        <ul className="problem-list" aria-label={t('deploy.problems')}>
          {problems.map((problem, index) => {
            const { elementId } = problem;
            return (
              <li key={index}>
                {elementId === undefined || elementId === '' ? null : (
                  <Button
                    type="link"
                    size="small"
                    title={t('deploy.select')}
                    onClick={() => onSelect(elementId)}
                  >
                    {elementId}
                  </Button>
                )}
                <span>{fieldText(problem, language)}</span>
              </li>
            );
          })}
        </ul>
      }
    />
  );
}
