import { DISPUTE_EFFECTS } from './dispute-effects.ts';
import type { ElementEffects } from './effect.ts';
import { HANDLING_EFFECTS } from './handling-effects.ts';
import { REQUEST_EFFECTS } from './request-effects.ts';
import { SUPERVISION_EFFECTS } from './supervision-effects.ts';

/** The one table that ties elements of the models to what they mean. Elements that are not here only end. */
export const ELEMENT_EFFECTS: ElementEffects = {
  ...HANDLING_EFFECTS,
  ...REQUEST_EFFECTS,
  ...SUPERVISION_EFFECTS,
  ...DISPUTE_EFFECTS,
};
