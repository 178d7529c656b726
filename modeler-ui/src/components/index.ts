export { countdownText, isCounted, remaining, shanghaiDate, workingDaysText } from './countdown.ts';
export { clearDrafts, draftStore, type DraftStore } from './draft.ts';
export { EmptyState } from './empty.tsx';
export { LinkButton } from './link-button.tsx';
export { Page } from './page.tsx';
export { ProblemAlert, problemSentence } from './problem-alert.tsx';
export { shanghaiTime } from './shanghai.ts';
export { EnterpriseTag, StatusTag, ToneTag, UrgencyTag } from './tag.tsx';
export { Countdown, formatTime, TimeText } from './time.tsx';
