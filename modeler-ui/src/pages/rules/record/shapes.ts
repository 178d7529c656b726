/** What a value of a rule file is, so that a form can be drawn for it. */
export type Shape =
  | { readonly type: 'text' | 'long-text' | 'number' | 'switch' | 'date' }
  /** One of some codes; their names are in the translations under `family`. */
  | { readonly type: 'choice'; readonly family: string; readonly values: readonly string[] }
  | { readonly type: 'choices'; readonly family: string; readonly values: readonly string[] }
  /** The id of something that another file of rules defines; `choices` and `everywhere` take several, or `*`. */
  | {
      readonly type: 'reference';
      readonly to: ReferenceKind;
      readonly several?: boolean;
      readonly all?: boolean;
    }
  /** Words as they are. */
  | { readonly type: 'texts' }
  /** Word → weight. */
  | { readonly type: 'weights' }
  /** Word → what is said of it. */
  | { readonly type: 'sayings' }
  | { readonly type: 'group'; readonly fields: readonly Field[] }
  | {
      readonly type: 'list';
      readonly fields: readonly Field[];
      readonly fresh: Readonly<Record<string, unknown>>;
    }
  /** Code → group of fields. */
  | {
      readonly type: 'table';
      readonly fields: readonly Field[];
      readonly keys?: readonly string[];
      readonly family?: string;
    };

export type ReferenceKind = 'units' | 'areas' | 'catalogue';

export interface Field {
  /** Key in the file; its label is the translation `ruleField.<name>`. */
  readonly name: string;
  readonly shape: Shape;
  readonly optional?: boolean;
}

const text = (name: string): Field => ({ name, shape: { type: 'text' } });
const number = (name: string): Field => ({ name, shape: { type: 'number' } });
const optional = (field: Field): Field => ({ ...field, optional: true });
const group = (name: string, fields: readonly Field[]): Field => ({ name, shape: { type: 'group', fields } });
const list = (name: string, fields: readonly Field[], fresh: Readonly<Record<string, unknown>>): Field => ({
  name,
  shape: { type: 'list', fields, fresh },
});

const named: readonly Field[] = [text('zh'), text('en')];
const bilingual = (name: string): Field =>
  group(name, [
    { name: 'zh', shape: { type: 'long-text' } },
    { name: 'en', shape: { type: 'long-text' } },
  ]);
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const KINDS = ['consultation', 'help', 'complaint', 'report', 'suggestion', 'praise'];
const areas: Field = { name: 'areas', shape: { type: 'reference', to: 'areas', several: true } };

/** The forms of the rule files that are no tables and not the calendar, by the id of the rule. */
export const RECORD_SHAPES: Readonly<Record<string, readonly Field[]>> = {
  units: [
    group('city', named),
    list(
      'areas',
      [
        text('id'),
        ...named,
        {
          name: 'level',
          shape: {
            type: 'choice',
            family: 'areaLevel',
            values: ['city', 'district', 'county', 'town', 'village', 'community'],
          },
        },
        optional({ name: 'parent', shape: { type: 'reference', to: 'areas' } }),
      ],
      { id: '', zh: '', en: '', level: 'district' },
    ),
    list(
      'units',
      [
        text('id'),
        ...named,
        text('phone'),
        { name: 'areas', shape: { type: 'reference', to: 'areas', several: true, all: true } },
        list('duties', [...named, { name: 'basis', shape: { type: 'long-text' } }], {
          zh: '',
          en: '',
          basis: '',
        }),
        optional(group('emergencySquad', [...named, text('phone')])),
        list(
          'roster',
          [
            { name: 'days', shape: { type: 'choices', family: 'weekday', values: WEEKDAYS } },
            text('name'),
            text('phone'),
          ],
          { days: ['monday'], name: '', phone: '' },
        ),
      ],
      { id: '', zh: '', en: '', phone: '', areas: '*', duties: [{ zh: '', en: '', basis: '' }] },
    ),
  ],
  catalogue: [
    number('version'),
    { name: 'effectiveFrom', shape: { type: 'date' } },
    group('evidence', [number('minimum'), number('doubt')]),
    list(
      'categories',
      [
        text('id'),
        ...named,
        { name: 'kind', shape: { type: 'choice', family: 'kind', values: KINDS } },
        { name: 'words', shape: { type: 'weights' } },
        list('units', [{ name: 'unit', shape: { type: 'reference', to: 'units' } }, optional(areas)], {
          unit: '',
        }),
        optional({ name: 'examples', shape: { type: 'texts' } }),
      ],
      { id: '', zh: '', en: '', kind: 'help', words: {}, units: [{ unit: '' }] },
    ),
    list(
      'emergencies',
      [
        { name: 'words', shape: { type: 'texts' } },
        optional({ name: 'unless', shape: { type: 'texts' } }),
        ...named,
      ],
      { words: [], zh: '', en: '' },
    ),
    { name: 'urgentWords', shape: { type: 'sayings' } },
    group(
      'kindWords',
      KINDS.map((kind) => optional({ name: kind, shape: { type: 'weights' } })),
    ),
  ],
  'watch-words': [
    list('watchWords', [text('word'), ...named], { word: '', zh: '', en: '' }),
    group('hotspot', [number('orders'), number('withinHours')]),
  ],
  referrals: [
    list('referrals', [text('id'), ...named, { name: 'script', shape: { type: 'long-text' } }], {
      id: '',
      zh: '',
      en: '',
      script: '',
    }),
  ],
  notifications: [
    { name: 'digestAt', shape: { type: 'texts' } },
    number('repeatWithinMinutes'),
    group('retry', [number('attempts'), number('firstPauseSeconds'), number('longestPauseMinutes')]),
    text('smsSignature'),
    list(
      'templates',
      [
        text('id'),
        {
          name: 'channels',
          shape: {
            type: 'choices',
            family: 'deliveryChannel',
            values: ['in-app', 'email', 'webhook', 'sms'],
          },
        },
        optional({ name: 'digest', shape: { type: 'switch' } }),
        group('title', named),
        bilingual('text'),
      ],
      { id: '', channels: ['in-app'], title: { zh: '', en: '' }, text: { zh: '', en: '' } },
    ),
    { name: 'words', shape: { type: 'table', fields: named } },
  ],
};
