import { copyReply, merge, replyToMerged, split } from './merge.ts';

/** 并单: repeats of one matter, answered by one reply. */
export const mergeHandlers = [merge, copyReply, split, replyToMerged];
export { releaseFollowers } from './merge.ts';
