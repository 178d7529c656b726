export { InsertLog } from './insert-log.ts';
