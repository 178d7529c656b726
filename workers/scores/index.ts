import { close } from './close.ts';
import { evaluate } from './evaluate.ts';

/** 评价、销号: how well it was done, and the end. */
export const scoreHandlers = [evaluate, close];
