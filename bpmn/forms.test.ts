import { describe, expect, it } from '@jest/globals';
import { compileFeel } from '../engine/feel/index.ts';
import { children, extension, idOf, text } from '../engine/model/moddle.ts';
import { elementsOf, modelFiles, modelText, readModel } from './testing/models.ts';

interface Component {
  readonly id: string;
  /** A list has a path instead. */
  readonly key?: string;
  readonly path?: string;
  readonly type: string;
  readonly label?: string;
  readonly dateLabel?: string;
  readonly values?: readonly { readonly value: string; readonly label: string }[];
  readonly valuesKey?: string;
  readonly validate?: {
    readonly required?: boolean;
    readonly minLength?: number;
    readonly maxLength?: number;
  };
  readonly conditional?: { readonly hide: string };
  readonly properties: Readonly<Record<string, string>>;
  /** Of a list: the fields of each item. */
  readonly components?: readonly Component[];
}

interface Form {
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly executionPlatformVersion: string;
  readonly components: readonly Component[];
}

const form = (name: string): Form => JSON.parse(modelText(name)) as Form;

/** All components of a form, with those of the items of its lists. */
function componentsOf(name: string): readonly Component[] {
  const inside = (component: Component): Component[] => [
    component,
    ...(component.components ?? []).flatMap(inside),
  ];
  return form(name).components.flatMap(inside);
}

/** The condition under which a component is hidden, as plain FEEL. */
const hides = (conditional: Component['conditional']): string =>
  (conditional?.hide ?? '=false').replace(/^=/, '');

const CHOICES = [
  'dispatchChoice',
  'unitId',
  'assistingUnitIds',
  'statutoryMatter',
  'designated',
  'referralId',
  'partyUnitIds',
];

/** What the process gets from each form (of a request: from the message); everything else stays in the database. */
const PROCESS_VARIABLES: Readonly<Record<string, readonly string[]>> = {
  'accountability.form': [],
  'approve-termination.form': ['approveDecision'],
  'arrive-on-site.form': [],
  'assist-order.form': [],
  'call-back.form': ['callbackResult', 'solved', 'dissatisfiedClass', 'redoAsked'],
  'choose-unit.form': CHOICES,
  'confirm-agenda.form': [],
  'confirm-attendance.form': [],
  'confirm-merge.form': ['mergeDecision'],
  'contact-caller.form': [],
  'follow-up.form': [],
  'handle-order.form': [],
  'interview.form': ['rectified'],
  'leader-attends.form': [],
  'make-safe.form': [],
  'record-minutes.form': [],
  'request-extension.form': [],
  'request-merge.form': [],
  'request-resume.form': [],
  'request-return.form': [],
  'request-split.form': [],
  'request-suspension.form': [],
  'request-termination.form': [],
  'request-transfer.form': [],
  'request-urgency.form': ['urgency'],
  'review-extension.form': ['reviewDecision', 'grantedAmount'],
  'review-hotspots.form': ['hotspotDecision'],
  'review-redo.form': ['reviewDecision'],
  'review-reply.form': ['reviewResult'],
  'review-return.form': ['reviewDecision'],
  'review-suspension.form': ['reviewDecision', 'grantedAmount'],
  'review-termination.form': ['reviewDecision'],
  'seek-agreement.form': ['agreed', 'unitId', 'assistingUnitIds'],
  'sign-order.form': ['signResult'],
  'stage-report.form': [],
  'submit-position.form': [],
};

it('knows what the process gets from each form', () => {
  expect(modelFiles('.form').sort()).toEqual(Object.keys(PROCESS_VARIABLES).sort());
});

it('gives the process everything that the models take from it', async () => {
  const lacking: string[] = [];
  for (const name of modelFiles('.bpmn')) {
    for (const task of elementsOf(await readModel(name)).filter(({ $type }) => $type === 'bpmn:UserTask')) {
      const form = text(extension(task, 'zeebe:FormDefinition') ?? task, 'formId') ?? '';
      const mapping = extension(task, 'zeebe:IoMapping');
      const outputs = mapping === undefined ? [] : children(mapping, 'outputParameters');
      const names = outputs.flatMap(
        (output) => compileFeel((text(output, 'source') ?? '').replace(/^=/, '')).names,
      );
      const given = PROCESS_VARIABLES[`${form}.form`] ?? [];
      lacking.push(...names.filter((read) => !given.includes(read)).map((read) => `${idOf(task)}: ${read}`));
    }
  }
  expect(lacking).toEqual([]);
});

describe.each(modelFiles('.form'))('%s', (name) => {
  it('is named after its id and made for the platform of the models', () => {
    expect(form(name)).toMatchObject({
      id: name.replace('.form', ''),
      type: 'default',
      schemaVersion: 19,
      executionPlatformVersion: '8.8.0',
    });
  });

  it('gives the process what it decides on, and never a text', () => {
    const scoped = componentsOf(name).filter((component) => component.properties.scope === 'process');
    expect(scoped.map((component) => component.key)).toEqual(PROCESS_VARIABLES[name]);
    expect(scoped.filter((component) => /text/.test(component.type))).toEqual([]);
  });

  it('speaks Chinese, and English in its properties', () => {
    for (const { label, dateLabel, properties, values = [] } of componentsOf(name)) {
      expect(label ?? dateLabel).toMatch(/\p{Script=Han}/u);
      expect(properties.labelEn).toMatch(/^[\x20-\x7e]+$/);
      for (const { value, label: option } of values) {
        expect(option).toMatch(/\p{Script=Han}/u);
        expect(properties[`valueEn.${value}`]).toMatch(/^[\x20-\x7e]+$/);
      }
    }
  });

  it('limits every text', () => {
    const texts = componentsOf(name).filter(({ type }) => type === 'textarea' || type === 'textfield');
    for (const { validate } of texts) expect(validate?.maxLength).toBeLessThanOrEqual(5000);
  });

  it('has unlike ids and keys', () => {
    const components = componentsOf(name);
    expect(new Set(components.map((component) => component.id)).size).toBe(components.length);
    expect(new Set(components.map((component) => component.key ?? component.path)).size).toBe(
      components.length,
    );
  });

  it('hides by conditions that read its own fields', () => {
    const keys = componentsOf(name).map(({ key }) => key);
    for (const { conditional, id } of componentsOf(name)) {
      const names = compileFeel(hides(conditional)).names.filter((read) => read !== 'this');
      expect([id, names.filter((read) => !keys.includes(read))]).toEqual([id, []]);
    }
  });
});

/** Which fields a form shows for some values of others. */
function shown(name: string, values: Readonly<Record<string, unknown>>): readonly (string | undefined)[] {
  return componentsOf(name)
    .filter(({ conditional }) => {
      const outcome = compileFeel(hides(conditional)).evaluate({ get: (key) => values[key] ?? null }, 0);
      return outcome.ok && outcome.value !== true;
    })
    .map(({ key, path }) => key ?? path);
}

describe('a form asks only what it needs', () => {
  const dispatch = ['dispatchChoice', 'unitId', 'assistingUnitIds', 'statutoryMatter', 'designated', 'note'];
  it.each([
    ['choose-unit.form', {}, dispatch],
    ['choose-unit.form', { dispatchChoice: 'dispatch' }, dispatch],
    ['choose-unit.form', { dispatchChoice: 'refer' }, ['dispatchChoice', 'referralId', 'note']],
    ['choose-unit.form', { dispatchChoice: 'merge' }, ['dispatchChoice', 'mainOrderNo', 'note']],
    ['choose-unit.form', { dispatchChoice: 'consult' }, ['dispatchChoice', 'partyUnitIds', 'note']],
    ['sign-order.form', { signResult: 'sign' }, ['signResult']],
    ['sign-order.form', { signResult: 'return' }, ['signResult', 'reason', 'legalBasis', 'suggestedUnitId']],
    ['review-reply.form', { reviewResult: 'approve' }, ['reviewResult']],
    ['review-reply.form', { reviewResult: 'reject' }, ['reviewResult', 'reviewNote']],
    ['call-back.form', {}, ['callbackResult']],
    ['call-back.form', { callbackResult: 'not-reached' }, ['callbackResult']],
    ['call-back.form', { callbackResult: 'satisfied' }, ['callbackResult', 'solved', 'satisfaction']],
    [
      'call-back.form',
      { callbackResult: 'dissatisfied' },
      ['callbackResult', 'solved', 'satisfaction', 'dissatisfiedClass', 'dissatisfiedReason', 'redoAsked'],
    ],
    ['review-return.form', { reviewDecision: 'accept' }, ['reviewDecision']],
    ['review-return.form', { reviewDecision: 'dispute' }, ['reviewDecision']],
    ['review-return.form', { reviewDecision: 'refuse' }, ['reviewDecision', 'reviewNote']],
    ['review-extension.form', {}, ['reviewDecision']],
    ['review-extension.form', { reviewDecision: 'grant' }, ['reviewDecision', 'grantedAmount']],
    ['review-extension.form', { reviewDecision: 'refuse' }, ['reviewDecision', 'reviewNote']],
    ['review-suspension.form', { reviewDecision: 'grant' }, ['reviewDecision', 'grantedAmount']],
    ['review-suspension.form', { reviewDecision: 'refuse' }, ['reviewDecision', 'reviewNote']],
    ['review-termination.form', { reviewDecision: 'refuse' }, ['reviewDecision', 'reviewNote']],
    ['approve-termination.form', { approveDecision: 'approve' }, ['approveDecision']],
    ['approve-termination.form', { approveDecision: 'refuse' }, ['approveDecision', 'approveNote']],
    ['review-redo.form', { reviewDecision: 'refuse' }, ['reviewDecision', 'reviewNote']],
    ['follow-up.form', { followUpResult: 'on-track' }, ['followUpResult']],
    ['follow-up.form', { followUpResult: 'stalled' }, ['followUpResult', 'note']],
    ['confirm-merge.form', { mergeDecision: 'confirm' }, ['mergeDecision', 'mainOrderNo']],
    ['confirm-merge.form', { mergeDecision: 'refuse' }, ['mergeDecision', 'note']],
    [
      'submit-position.form',
      { position: 'responsible' },
      ['position', 'opinion', 'legalBasis', 'termsOfDuty', 'suggestedAssistingUnitIds'],
    ],
    [
      'submit-position.form',
      { position: 'not-responsible' },
      ['position', 'opinion', 'legalBasis', 'termsOfDuty', 'suggestedUnitId', 'suggestedAssistingUnitIds'],
    ],
    ['seek-agreement.form', { agreed: false }, ['agreed', 'basis']],
    ['seek-agreement.form', { agreed: true }, ['agreed', 'unitId', 'assistingUnitIds', 'basis']],
    ['confirm-attendance.form', { attendance: 'leader' }, ['attendance', 'attendee']],
    ['confirm-attendance.form', { attendance: 'absent' }, ['attendance', 'absenceReason']],
    [
      'record-minutes.form',
      { this: { rulingResult: 'ruled' } },
      ['rulings', 'disputeId', 'rulingResult', 'unitId', 'assistingUnitIds', 'basis', 'minutes'],
    ],
    [
      'record-minutes.form',
      { this: { rulingResult: 'deferred' } },
      ['rulings', 'disputeId', 'rulingResult', 'basis', 'minutes'],
    ],
    ['review-hotspots.form', { hotspotDecision: 'watch' }, ['hotspotDecision', 'note']],
    [
      'review-hotspots.form',
      { hotspotDecision: 'propose' },
      ['hotspotDecision', 'hotspotIds', 'unitId', 'note'],
    ],
  ] as const)('%s for %j', (name, values, fields) => {
    expect(shown(name, values)).toEqual(fields);
  });

  it.each([
    ['sign-order.form', ['signResult', 'reason', 'legalBasis', 'suggestedUnitId']],
    ['request-return.form', ['reason', 'legalBasis', 'suggestedUnitId']],
    ['request-extension.form', ['amount', 'reason', 'legalBasis']],
    ['request-suspension.form', ['cause', 'amount', 'reason', 'legalBasis']],
    ['submit-position.form', ['position', 'opinion', 'legalBasis', 'termsOfDuty', 'suggestedUnitId']],
    ['choose-unit.form', ['unitId', 'referralId', 'mainOrderNo', 'partyUnitIds']],
    ['call-back.form', ['callbackResult', 'dissatisfiedClass', 'dissatisfiedReason']],
  ])('%s requires %j', (name, keys) => {
    const required = componentsOf(name).filter(({ validate }) => validate?.required === true);
    expect(required.map(({ key }) => key)).toEqual(keys);
  });

  it('lets the server fill in the units, the classes of referral, the items and the hotspots', () => {
    const filled = modelFiles('.form').flatMap((name) =>
      componentsOf(name).flatMap(({ valuesKey }) => valuesKey ?? []),
    );
    expect(new Set(filled)).toEqual(new Set(['disputes', 'hotspots', 'referrals', 'units']));
    for (const name of modelFiles('.form'))
      for (const { key, valuesKey } of componentsOf(name))
        if (/UnitIds?$|^unitId$/.test(key ?? '')) expect([name, valuesKey]).toEqual([name, 'units']);
  });
});
