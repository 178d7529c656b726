import { describeDecision } from './testing/decisions.ts';
import type { DecisionCase } from './testing/decisions.ts';

/** An order that nothing is special about. */
const ORDINARY = {
  kind: 'help',
  urgency: 'normal',
  callerType: 'citizen',
  category: 'city-appearance',
  area: 'donghu',
};

const returned = { ruled: false, designated: false, workingDays: 1, returnsByUnit: 0, hops: 1 };
const facts = (more: object): Record<string, unknown> => ({ returnFacts: { ...returned, ...more } });
describeDecision('return-rules', { ...ORDINARY, ...facts({}) }, [
  ['a first return', {}, 'review', { verdict: 'review', reviewAmount: 4, reviewUnit: 'working-hours' }],
  ['a return of the last moment', facts({ workingDays: 2 }), 'review', { verdict: 'review' }],
  ['a return a moment too late', facts({ workingDays: 2.0001 }), 'late', { verdict: 'refuse' }],
  ['the second return of a unit', facts({ returnsByUnit: 1 }), 'second', { verdict: 'dispute' }],
  [
    'a second return that is late',
    facts({ returnsByUnit: 1, workingDays: 3 }),
    'late',
    { verdict: 'refuse' },
  ],
  ['the return of a second unit', facts({ hops: 2 }), 'review', { verdict: 'review' }],
  ['the return of a third unit', facts({ hops: 3 }), 'pingPong', { verdict: 'dispute' }],
  [
    'a return after a ruling',
    facts({ ruled: true, returnsByUnit: 1 }),
    'ruled',
    { verdict: 'refuse', reviewAmount: null },
  ],
  ['a return after a direct designation', facts({ designated: true }), 'designated', { verdict: 'refuse' }],
  ['a return of an emergency', { urgency: 'emergency' }, 'emergency', { verdict: 'refuse' }],
  [
    'a return of the order of an enterprise',
    { callerType: 'enterprise' },
    'enterprise',
    { verdict: 'review', reviewAmount: 2 },
  ],
]);

const LIMITS = {
  handleAmount: 4,
  handleUnit: 'working-days',
  ceilingAmount: 15,
  ceilingUnit: 'working-days',
};
const asked = { urgency: 'normal', beforeExpiry: true, extensions: 0, amount: 5 };
const extension = (more: object, limits: object = {}): Record<string, unknown> => ({
  requestFacts: { ...asked, ...more },
  limits: { ...LIMITS, ...limits },
});
describeDecision('extension-rules', { ...ORDINARY, ...extension({}) }, [
  [
    'a first extension of a complaint',
    {},
    'review',
    { verdict: 'review', maxAmount: 10, maxUnit: 'working-days', reviewAmount: 4 },
  ],
  ['as much as there may be', extension({ amount: 10 }), 'review', { maxAmount: 10 }],
  ['a day more', extension({ amount: 11 }), 'tooLong', { verdict: 'review', maxAmount: 10 }],
  [
    'help, up to the ceiling of the province',
    extension({ amount: 6 }, { ceilingAmount: 10 }),
    'review',
    { maxAmount: 6 },
  ],
  ['help, beyond the ceiling', extension({ amount: 7 }, { ceilingAmount: 10 }), 'tooLong', { maxAmount: 6 }],
  [
    'an order at its ceiling',
    extension({}, { handleAmount: 45, ceilingAmount: 45 }),
    'ceiling',
    { verdict: 'refuse', maxAmount: null },
  ],
  [
    'an order above its ceiling',
    extension({}, { handleAmount: 46, ceilingAmount: 45 }),
    'ceiling',
    { verdict: 'refuse' },
  ],
  [
    'a statutory limit with its own extension',
    extension({}, { handleAmount: 60, ceilingAmount: 90 }),
    'review',
    { maxAmount: 10 },
  ],
  [
    'an order from before there were ceilings',
    extension({}, { ceilingAmount: null }),
    'review',
    { maxAmount: 10 },
  ],
  ['a second extension', extension({ extensions: 1 }), 'once', { verdict: 'refuse' }],
  ['what is asked after expiry', extension({ beforeExpiry: false }), 'late', { verdict: 'refuse' }],
  ['an emergency', extension({ urgency: 'emergency' }), 'emergency', { verdict: 'refuse' }],
  [
    'an enterprise',
    { callerType: 'enterprise' },
    'enterprise',
    { verdict: 'review', maxAmount: 10, reviewAmount: 2 },
  ],
]);

const suspended = { urgency: 'normal', beforeExpiry: true, paused: false, suspensions: 0, cause: 'other' };
const pause = (more: object): Record<string, unknown> => ({ requestFacts: { ...suspended, ...more } });
const pauses: DecisionCase[] = (
  [
    ['caller', 'caller', 5],
    ['appraisal', 'appraisal', 30],
    ['proceedings', 'proceedings', 30],
    ['force-majeure', 'forceMajeure', 20],
    ['other', 'other', 10],
  ] as const
).map(([cause, row, maxAmount]) => [
  `a pause for the cause ${cause}`,
  pause({ cause }),
  row,
  { verdict: 'review', maxAmount, maxUnit: 'working-days' },
]);
describeDecision('suspension-rules', { ...ORDINARY, ...pause({}) }, [
  ...pauses,
  ['a second pause', pause({ suspensions: 1 }), 'other', { verdict: 'review' }],
  ['a pause while it is paused', pause({ paused: true }), 'paused', { verdict: 'refuse' }],
  ['a third pause', pause({ suspensions: 2 }), 'twice', { verdict: 'refuse' }],
  ['a pause after expiry', pause({ beforeExpiry: false }), 'late', { verdict: 'refuse' }],
  [
    'an emergency, which is never paused',
    pause({ urgency: 'emergency', cause: 'appraisal' }),
    'emergency',
    { verdict: 'refuse', maxAmount: null },
  ],
  [
    'an enterprise',
    { callerType: 'enterprise' },
    'enterprise',
    { verdict: 'review', maxAmount: 5, reviewAmount: 2 },
  ],
]);

describeDecision('termination-rules', ORDINARY, [
  [
    'an ordinary order',
    {},
    'normal',
    { reviewAmount: 4, reviewUnit: 'working-hours', approveAmount: 1, approveUnit: 'working-days' },
  ],
  ['an enterprise', { callerType: 'enterprise' }, 'enterprise', { reviewAmount: 2, approveAmount: 2 }],
  ['an urgent order', { urgency: 'urgent' }, 'urgent', { reviewAmount: 2, approveUnit: 'working-hours' }],
  [
    'a false alarm',
    { urgency: 'emergency' },
    'emergency',
    { reviewAmount: 15, reviewUnit: 'minutes', approveUnit: 'minutes' },
  ],
]);

describeDecision('redo-rules', { ...ORDINARY, redoCount: 0, dissatisfiedClass: 'not-solved' }, [
  ['a first redo', {}, 'review', { verdict: 'review', reviewAmount: 4, reviewUnit: 'working-hours' }],
  ['a second redo', { redoCount: 1 }, 'review', { verdict: 'review' }],
  ['a third redo', { redoCount: 2 }, 'twice', { verdict: 'refuse' }],
  [
    'a third redo, though the reply was untrue',
    { redoCount: 2, dissatisfiedClass: 'untrue' },
    'twice',
    { verdict: 'refuse' },
  ],
  ['an untrue reply', { dissatisfiedClass: 'untrue' }, 'plain', { verdict: 'grant', reviewAmount: null }],
  ['a caller who was not contacted', { dissatisfiedClass: 'not-contacted' }, 'plain', { verdict: 'grant' }],
  ['a new request', { dissatisfiedClass: 'new-request' }, 'newRequest', { verdict: 'refuse' }],
  ['a danger that is still there', { urgency: 'emergency' }, 'emergency', { verdict: 'grant' }],
  ['an enterprise', { callerType: 'enterprise' }, 'enterprise', { verdict: 'review', reviewAmount: 2 }],
]);

const replied = { contacted: true, length: 40, repeated: false, assistingMissing: 0 };
const reply = (more: object): Record<string, unknown> => ({ replyFacts: { ...replied, ...more } });
describeDecision('reply-rules', { ...ORDINARY, ...reply({}) }, [
  ['a proper reply', {}, 'ok', { ok: true }],
  ['a reply to a caller who was not contacted', reply({ contacted: false }), 'contact', { ok: false }],
  [
    'the report of a squad that has called nobody',
    { ...reply({ contacted: false }), urgency: 'emergency' },
    'ok',
    { ok: true },
  ],
  ['a reply of 10 characters', reply({ length: 10 }), 'ok', { ok: true }],
  ['a reply of 9 characters', reply({ length: 9 }), 'short', { ok: false }],
  ['a reply that was sent back already', reply({ repeated: true }), 'repeated', { ok: false }],
  [
    'a reply without the opinion of an assisting unit',
    reply({ assistingMissing: 1 }),
    'assisting',
    { ok: true },
  ],
]);

describeDecision('merge-rules', ORDINARY, [
  [
    'an ordinary order',
    {},
    'normal',
    { confirmAmount: 2, confirmUnit: 'working-hours', remindAmount: 2, remindUnit: 'working-days' },
  ],
  [
    'an enterprise',
    { callerType: 'enterprise' },
    'enterprise',
    { confirmAmount: 1, confirmUnit: 'working-hours' },
  ],
  [
    'an emergency',
    { urgency: 'emergency' },
    'emergency',
    { confirmAmount: 15, confirmUnit: 'minutes', remindUnit: 'hours' },
  ],
]);
