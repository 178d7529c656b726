export { backUp, type BackupManifest } from './back-up.ts';
export { restore } from './restore.ts';
