export { EventLog } from './event-log.ts';
