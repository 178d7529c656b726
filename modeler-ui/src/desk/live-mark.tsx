import { Tooltip } from 'antd';
import { useWords } from '../i18n/index.ts';
import { useLiveState } from '../live/index.ts';

/** Whether the page still hears of changes. */
export function LiveMark() {
  const state = useLiveState();
  const { t } = useWords();
  return (
    <Tooltip title={t(`live.${state}Hint`)}>
      <span className={`live-mark live-${state}`} role="status" data-testid="live-state" data-state={state}>
        <span className="live-dot" aria-hidden />
        <span className="live-text">{t(`live.${state}`)}</span>
      </span>
    </Tooltip>
  );
}
