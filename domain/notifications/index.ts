export { NotificationWords } from './notification-words.ts';
export type { Words } from './notification-words.ts';
