import { describe, expect, it } from '@jest/globals';
import { Packr } from 'msgpackr';
import { FIRST_KEY } from './keys.ts';
import { lastTimeOf, packEntry, unpackEntry, type LoggedRecords } from './log-entry.ts';
import { RECORD_SHAPES } from './record-shapes.ts';

const packr = new Packr({ useRecords: false });
const NOW = 1_795_539_912_481;

/** What is read again after it was written. */
function written(commands: readonly LoggedRecords[]): readonly LoggedRecords[] {
  return unpackEntry(packr.unpack(packr.pack(packEntry(commands))) as ReturnType<typeof packEntry>);
}

/** A command as W1 has them: a job is completed, the next element waits for a timer. */
function completion(instance: number, at: number): LoggedRecords {
  const [task, timer] = [instance + 40, instance + 41];
  return [
    at,
    [
      ['JOB', 'COMPLETED', instance + 5, ['dispatch', 'Dispatch']],
      ['VARIABLE', 'UPDATED', instance, ['amount', 250, instance + 2, instance]],
      [
        'PROCESS_INSTANCE',
        'ELEMENT_COMPLETED',
        instance + 4,
        ['Dispatch', 'SERVICE_TASK', instance, FIRST_KEY + 1, instance],
      ],
      ['PROCESS_INSTANCE', 'SEQUENCE_FLOW_TAKEN', instance + 4, ['ToHandle', instance]],
      ['TIMER', 'CREATED', timer, ['Remind', task, at + 86_400_000]],
      ['JOB_BATCH', 'ACTIVATED', instance + 50, ['dispatch', 'bench', [instance + 45], at + 600_000]],
    ],
  ];
}

describe('an entry of the log', () => {
  it('gives back what commands did', () => {
    const commands = [completion(FIRST_KEY + 100, NOW), completion(FIRST_KEY + 20, NOW + 3)];
    expect(written(commands)).toEqual(commands);
  });

  it('looks the same for commands that do the same', () => {
    const [, , ...rest] = packEntry([
      completion(FIRST_KEY + 100, NOW),
      completion(FIRST_KEY + 200, NOW),
      completion(FIRST_KEY + 300, NOW),
      completion(FIRST_KEY + 400, NOW),
    ]);
    expect(rest[1]).toEqual(rest[0]);
  });

  it('keeps records of every shape, with values and without', () => {
    for (const { valueType, intent, roles } of RECORD_SHAPES) {
      const value = roles.map((role) => {
        if (role === 'any') return { text: '工单', numbers: [1, -2.5, null] };
        if (role === 'keys') return [FIRST_KEY + 7, FIRST_KEY + 3];
        if (role === 'time') return NOW + 1;
        return typeof role === 'string' ? FIRST_KEY + 9 : 'A_WORD_OF_LATER';
      });
      const none = roles.map((role) =>
        role === 'keys' ? [] : role === 'any' || typeof role !== 'string' ? null : 0,
      );
      const records = [value, none, [], [...value, 'more', FIRST_KEY], null, 'text', { a: 1 }].map(
        (each, at) => [valueType, intent, FIRST_KEY + at, each] as const,
      );
      expect(written([[NOW, records]])).toEqual([[NOW, records]]);
    }
  });

  it('keeps records that have no shape, with any key', () => {
    const commands: readonly LoggedRecords[] = [
      [
        0,
        [
          ['THING', 'CREATED', 1, ['a', 0, FIRST_KEY]],
          ['THING', 'ENDED', 0, null],
          ['JOB', 'WONDERED', FIRST_KEY, []],
        ],
      ],
      [NOW, [['JOB', 'COMPLETED', 1, ['a', 'b']]]],
    ];
    expect(written(commands)).toEqual(commands);
  });

  it('tells the time of its last command', () => {
    expect(lastTimeOf(packEntry([completion(FIRST_KEY, NOW), completion(FIRST_KEY, NOW + 8)]))).toBe(NOW + 8);
  });

  it('is read as version 1 wrote it', () => {
    const commands = [completion(FIRST_KEY + 100, NOW), completion(FIRST_KEY + 20, NOW + 3)];
    expect(unpackEntry(commands)).toEqual(commands);
    expect(lastTimeOf(commands)).toBe(NOW + 3);
  });
});
