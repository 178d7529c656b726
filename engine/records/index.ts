export { recordLines, type RecordSource } from './lines.ts';
