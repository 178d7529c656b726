export { InsertLog, insertMissing } from './insert-log.ts';
