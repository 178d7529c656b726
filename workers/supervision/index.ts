import { remind } from './remind.ts';

/** 督办: who is reminded of what. */
export const supervisionHandlers = [remind];
