import { beforeAll, describe, expect, it } from '@jest/globals';
import { child, children, extension } from '../../engine/model/moddle.ts';
import type { ModdleElement } from '../../engine/model/moddle.ts';
import { elementOf, lint, modelFiles, modelText, readModel, writeModel } from '../testing/models.ts';
import type { LintRequest } from '../testing/models.ts';

/** What a process owner might do to the work order, and what the rule then says of which element. */
const SPOILT: readonly {
  readonly rule: string;
  readonly mistake: string;
  readonly change: (model: ModdleElement) => void;
  readonly said: readonly string[];
}[] = [
  {
    rule: 'jiesu/user-task-complete',
    mistake: 'a task without a group',
    change: (model) =>
      remove(extension(elementOf(model, 'SignOrder'), 'zeebe:AssignmentDefinition'), 'candidateGroups'),
    said: ['SignOrder: User task has no candidate group: nobody sees it on a desk'],
  },
  {
    rule: 'jiesu/user-task-complete',
    mistake: 'a task without a form',
    change: (model) => remove(extension(elementOf(model, 'CallBack'), 'zeebe:FormDefinition'), 'formId'),
    said: ['CallBack: User task has no form'],
  },
  {
    rule: 'jiesu/user-task-complete',
    mistake: 'a task without a due date',
    change: (model) => remove(extension(elementOf(model, 'HandleOrder'), 'zeebe:TaskSchedule'), 'dueDate'),
    said: ['HandleOrder: User task has no due date'],
  },
  ...['PT48H', '=duration("PT48H")', '=deadline.dueAt - duration("PT2H")', '=now()', ''].map((time) => ({
    rule: 'jiesu/timer-reads-variable',
    mistake: `the time <${time}> in the diagram`,
    change: (model: ModdleElement) => set(timeOf(elementOf(model, 'DeadlinePoint')), 'body', time),
    said: ['DeadlinePoint: Timer does not read a variable: put the time in a decision table'],
  })),
  {
    rule: 'jiesu/deadline-scope-waits-for-change',
    mistake: 'a watch that waits for another message',
    change: (model) => set(messageOf(elementOf(model, 'DeadlineChanged')), 'name', 'something-else'),
    said: [
      'DeadlinePoint: Timer does not wait for the message deadline-changed beside it',
      'EmergencyPoint: Timer does not wait for the message deadline-changed beside it',
    ],
  },
  {
    rule: 'jiesu/deadline-scope-waits-for-change',
    mistake: 'a change after which the timer is not armed again',
    change: (model) => set(elementOf(model, 'RearmDeadline'), 'outgoing', []),
    said: ['DeadlineChanged: After a change of the deadlines the timer is not armed again'],
  },
  {
    rule: 'jiesu/deadline-scope-waits-for-change',
    mistake: 'a task that a timer interrupts at an old deadline',
    change: (model) => set(elementOf(model, 'CallbackDue'), 'cancelActivity', true),
    said: ['CallbackDue: Activity with a deadline does not wait for the message deadline-changed'],
  },
  {
    rule: 'jiesu/terminate-ends-watch',
    mistake: 'an end that leaves the watch running',
    change: (model) => set(elementOf(model, 'HandlingFinished'), 'eventDefinitions', []),
    said: [
      'HandlingFinished: End event leaves the watch over the deadlines running: make it a terminate end event',
    ],
  },
  {
    rule: 'jiesu/path-ends-in-reply',
    mistake: 'orders that are closed without a callback',
    change: (model) => set(extension(elementOf(model, 'CallBack'), 'zeebe:FormDefinition'), 'formId', 'note'),
    said: ['OrderClosed: A path ends here without a callback'],
  },
  {
    rule: 'jiesu/path-ends-in-reply',
    mistake: 'an emergency that nobody replies to',
    change: (model) => set(extension(elementOf(model, 'MakeSafe'), 'zeebe:FormDefinition'), 'formId', 'note'),
    said: ['OrderClosed: A path ends here without a reply to the caller'],
  },
  {
    rule: 'jiesu/path-ends-in-reply',
    mistake: 'an answer at once that is not recorded',
    change: (model) =>
      set(extension(elementOf(model, 'RecordAnswer'), 'zeebe:TaskDefinition'), 'type', 'nothing'),
    said: ['OrderClosed: A path ends here without a reply to the caller'],
  },
  {
    rule: 'jiesu/path-ends-in-reply',
    mistake: 'an end that does not say why there is no reply',
    change: (model) => set(elementOf(model, 'DuplicateEnded'), 'extensionElements', undefined),
    said: ['DuplicateEnded: A path ends here without a reply to the caller'],
  },
];

/** What the rules let pass. */
const FINE: readonly {
  readonly rule: string;
  readonly case: string;
  readonly change: (model: ModdleElement) => void;
}[] = [
  ...['=deadline.nextAt', '= pause.endsAt + limits.grace', '=if urgent then a.at else b.at'].map((time) => ({
    rule: 'jiesu/timer-reads-variable',
    case: `the time <${time}>`,
    change: (model: ModdleElement) => set(timeOf(elementOf(model, 'DeadlinePoint')), 'body', time),
  })),
  {
    rule: 'jiesu/deadline-scope-waits-for-change',
    case: 'a task interrupted at its deadline that waits for a change of it as well',
    change: (model) => {
      set(elementOf(model, 'CallbackDue'), 'cancelActivity', true);
      const running = elementOf(model, 'OrderAlreadyRunning');
      set(running, 'attachedToRef', elementOf(model, 'CallBack'));
      set(running, 'eventDefinitions', [
        copyOf(definitionOf(elementOf(model, 'DeadlineChanged')), 'Changed'),
      ]);
    },
  },
];

const models = modelFiles('.bpmn');
let spoilt: string[][] = [];
let fine: string[][] = [];
let ours: string[][] = [];

beforeAll(async () => {
  const requests: LintRequest[] = [];
  for (const { rule, change } of [...SPOILT, ...FINE]) {
    const model = await readModel('work-order.bpmn');
    change(model);
    requests.push({ rule, xml: await writeModel(model) });
  }
  const said = lint([...requests, ...models.map((name) => ({ xml: modelText(name) }))]);
  spoilt = said.slice(0, SPOILT.length);
  fine = said.slice(SPOILT.length, requests.length);
  ours = said.slice(requests.length);
});

describe('a rule names', () => {
  it.each(SPOILT.map((example, index) => ({ ...example, index })))('$mistake', ({ said, index }) => {
    expect(spoilt[index]).toEqual(said);
  });
});

describe('a rule lets pass', () => {
  it.each(FINE.map((example, index) => ({ ...example, index })))('$case', ({ index }) => {
    expect(fine[index]).toEqual([]);
  });
});

describe('all rules of .bpmnlintrc', () => {
  it.each(models.map((name, index) => ({ name, index })))('pass $name', ({ index }) => {
    expect(ours[index]).toEqual([]);
  });
});

function set(element: ModdleElement | undefined, property: string, value: unknown): void {
  if (element === undefined) throw new Error(`nothing to set <${property}> of`);
  (element as Record<string, unknown>)[property] = value;
}

function remove(element: ModdleElement | undefined, property: string): void {
  set(element, property, undefined);
}

function definitionOf(event: ModdleElement): ModdleElement {
  const [definition] = children(event, 'eventDefinitions');
  if (definition === undefined) throw new Error('not an event with a definition');
  return definition;
}

/** The same element again under another id. */
function copyOf(element: ModdleElement, id: string): ModdleElement {
  const copy = Object.create(Object.getPrototypeOf(element) as object) as ModdleElement;
  // References are not enumerable.
  return Object.assign(copy, element, { id, messageRef: element.messageRef });
}

function timeOf(event: ModdleElement): ModdleElement | undefined {
  return child(definitionOf(event), 'timeDate');
}

function messageOf(event: ModdleElement): ModdleElement | undefined {
  return child(definitionOf(event), 'messageRef');
}
