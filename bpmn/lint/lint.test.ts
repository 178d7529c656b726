import { beforeAll, describe, expect, it } from '@jest/globals';
import { child, children, extension } from '../../engine/model/moddle.ts';
import type { ModdleElement } from '../../engine/model/moddle.ts';
import { elementOf, lint, modelFiles, modelText, readModel, writeModel } from '../testing/models.ts';
import type { LintRequest } from '../testing/models.ts';

interface Example {
  readonly rule: string;
  /** The model that is changed. */
  readonly model: string;
  readonly change: (model: ModdleElement) => void;
}

/** What a process owner might do to a model, and what the rule then says of which element. */
const SPOILT: readonly (Example & { readonly mistake: string; readonly said: readonly string[] })[] = [
  {
    rule: 'jiesu/user-task-complete',
    model: 'handling',
    mistake: 'a task without a group',
    change: (model) =>
      remove(extension(elementOf(model, 'SignOrder'), 'zeebe:AssignmentDefinition'), 'candidateGroups'),
    said: ['SignOrder: User task has no candidate group: nobody sees it on a desk'],
  },
  {
    rule: 'jiesu/user-task-complete',
    model: 'callback',
    mistake: 'a task without a form',
    change: (model) => remove(extension(elementOf(model, 'CallBack'), 'zeebe:FormDefinition'), 'formId'),
    said: ['CallBack: User task has no form'],
  },
  {
    rule: 'jiesu/user-task-complete',
    model: 'handling',
    mistake: 'a task without a due date',
    change: (model) => remove(extension(elementOf(model, 'HandleOrder'), 'zeebe:TaskSchedule'), 'dueDate'),
    said: ['HandleOrder: User task has no due date'],
  },
  ...['PT48H', '=duration("PT48H")', '=deadline.dueAt - duration("PT2H")', '=now()', ''].map((time) => ({
    rule: 'jiesu/timer-reads-variable',
    model: 'supervision',
    mistake: `the time <${time}> in the diagram`,
    change: (model: ModdleElement) => set(timeOf(elementOf(model, 'DeadlinePoint')), 'body', time),
    said: ['DeadlinePoint: Timer does not read a variable: put the time in a decision table'],
  })),
  {
    rule: 'jiesu/deadline-scope-waits-for-change',
    model: 'supervision',
    mistake: 'a watch that waits for another message',
    change: (model) => set(messageOf(elementOf(model, 'DeadlineChanged')), 'name', 'something-else'),
    said: ['DeadlinePoint: Timer does not wait for the message deadline-changed beside it'],
  },
  {
    rule: 'jiesu/deadline-scope-waits-for-change',
    model: 'handling',
    mistake: 'an assisting unit whose deadline can not change',
    change: (model) => set(messageOf(elementOf(model, 'AssistDeadlineChanged')), 'name', 'something-else'),
    said: [
      'AssistOrder: Task with a deadline is in a scope that does not wait for the message assist-deadline-changed',
      'AssistDue: Timer does not wait for the message assist-deadline-changed beside it',
    ],
  },
  {
    rule: 'jiesu/deadline-scope-waits-for-change',
    model: 'emergency-response',
    mistake: 'tasks that would keep an old due date',
    change: (model) => set(messageOf(elementOf(model, 'EmergencyDeadlineUpdated')), 'name', 'something-else'),
    said: ['ArriveOnSite', 'MakeSafe', 'JointSupport'].map(
      (id) => `${id}: Task with a deadline is in a scope that does not wait for the message deadline-changed`,
    ),
  },
  {
    rule: 'jiesu/deadline-scope-waits-for-change',
    model: 'supervision',
    mistake: 'a change after which the timer is not armed again',
    change: (model) => set(elementOf(model, 'DeadlineChanged'), 'outgoing', []),
    said: ['DeadlineChanged: After a change of the deadlines the timer is not armed again'],
  },
  {
    rule: 'jiesu/deadline-scope-waits-for-change',
    model: 'termination',
    mistake: 'a task that a timer interrupts at an old deadline',
    change: interruptReview,
    said: ['ReviewLate: Activity with a deadline does not wait for the message deadline-changed'],
  },
  {
    rule: 'jiesu/terminate-ends-watch',
    model: 'work-order',
    mistake: 'an end that leaves supervision running',
    change: (model) => set(elementOf(model, 'WorkEnded'), 'eventDefinitions', []),
    said: ['WorkEnded: End event leaves the watch over the deadlines running: make it a terminate end event'],
  },
  {
    rule: 'jiesu/terminate-ends-watch',
    model: 'handling',
    mistake: 'an end that leaves the watch over an assisting unit running',
    change: (model) => set(elementOf(model, 'AssistDone'), 'eventDefinitions', []),
    said: [
      'AssistDone: End event leaves the watch over the deadlines running: make it a terminate end event',
    ],
  },
  {
    rule: 'jiesu/path-ends-in-reply',
    model: 'callback',
    mistake: 'orders that are closed without a callback',
    change: (model) => set(extension(elementOf(model, 'CallBack'), 'zeebe:FormDefinition'), 'formId', 'note'),
    said: ['OrderClosed: A path ends here without a callback'],
  },
  {
    rule: 'jiesu/path-ends-in-reply',
    model: 'emergency-response',
    mistake: 'an emergency that nobody replies to',
    change: (model) => set(extension(elementOf(model, 'MakeSafe'), 'zeebe:FormDefinition'), 'formId', 'note'),
    said: ['OrderClosed: A path ends here without a reply to the caller'],
  },
  {
    rule: 'jiesu/path-ends-in-reply',
    model: 'merge',
    mistake: 'a merged order whose caller never hears of the reply',
    change: (model) =>
      set(extension(elementOf(model, 'CopyReply'), 'zeebe:TaskDefinition'), 'type', 'nothing'),
    said: ['OrderClosed: A path ends here without a reply to the caller'],
  },
  ...[
    { id: 'ReferCaller', lacks: 'reply to the caller' },
    { id: 'OrderTransferred', lacks: 'reply to the caller' },
    { id: 'RecordTermination', lacks: 'callback' },
  ].map(({ id, lacks }) => ({
    rule: 'jiesu/path-ends-in-reply',
    model: 'work-order',
    mistake: `an order that leaves at ${id} without a reason`,
    change: (model: ModdleElement) => removeReason(elementOf(model, id)),
    said: [`OrderClosed: A path ends here without a ${lacks}`],
  })),
  {
    rule: 'jiesu/path-ends-in-reply',
    model: 'work-order',
    mistake: 'an answer at once that is not recorded',
    change: (model) =>
      set(extension(elementOf(model, 'RecordAnswer'), 'zeebe:TaskDefinition'), 'type', 'nothing'),
    said: ['OrderClosed: A path ends here without a reply to the caller'],
  },
  {
    rule: 'jiesu/path-ends-in-reply',
    model: 'work-order',
    mistake: 'an end that does not say why there is no reply',
    change: (model) => set(elementOf(model, 'DuplicateEnded'), 'extensionElements', undefined),
    said: ['DuplicateEnded: A path ends here without a reply to the caller'],
  },
  {
    rule: 'jiesu/path-ends-in-reply',
    model: 'work-order',
    mistake: 'the call of a process that nobody knows',
    change: (model) =>
      set(extension(elementOf(model, 'Extension'), 'zeebe:CalledElement'), 'processId', 'prolong'),
    said: ['Extension: No model has the called process: nobody knows what its paths end in'],
  },
];

/** What the rules let pass. */
const FINE: readonly (Example & { readonly case: string })[] = [
  ...['=deadline.nextAt', '= pause.endsAt + limits.grace', '=if urgent then a.at else b.at'].map((time) => ({
    rule: 'jiesu/timer-reads-variable',
    model: 'supervision',
    case: `the time <${time}>`,
    change: (model: ModdleElement) => set(timeOf(elementOf(model, 'DeadlinePoint')), 'body', time),
  })),
  {
    rule: 'jiesu/deadline-scope-waits-for-change',
    model: 'supervision',
    case: 'a wait for a time of its own, which no deadline moves',
    change: (model) => {
      set(timeOf(elementOf(model, 'DeadlinePoint')), 'body', '=callback.notBefore');
      set(messageOf(elementOf(model, 'DeadlineChanged')), 'name', 'something-else');
    },
  },
  {
    rule: 'jiesu/deadline-scope-waits-for-change',
    model: 'termination',
    case: 'a task interrupted at its deadline that waits for a change of it as well',
    change: (model) => {
      interruptReview(model);
      const change = elementOf(model, 'ApprovalLate');
      set(change, 'attachedToRef', elementOf(model, 'ReviewTermination'));
      set(change, 'eventDefinitions', [messageDefinition(model, 'deadline-changed')]);
    },
  },
  {
    rule: 'jiesu/terminate-ends-watch',
    model: 'work-order',
    case: 'ends of side paths beside supervision',
    change: () => undefined,
  },
];

const models = modelFiles('.bpmn');
let spoilt: string[][] = [];
let fine: string[][] = [];
let ours: string[][] = [];

beforeAll(async () => {
  const requests: LintRequest[] = [];
  for (const { rule, model: id, change } of [...SPOILT, ...FINE]) {
    const model = await readModel(`${id}.bpmn`);
    change(model);
    const changed = await writeModel(model);
    // Paths are looked at from intake on, with the changed model among those that are called.
    const isCalled = rule === 'jiesu/path-ends-in-reply' && id !== 'work-order';
    requests.push(
      isCalled ? { rule, xml: modelText('work-order.bpmn'), called: changed } : { rule, xml: changed },
    );
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

/** A timer that ends the review of a termination when the order is due. */
function interruptReview(model: ModdleElement): void {
  const late = elementOf(model, 'ReviewLate');
  set(late, 'cancelActivity', true);
  set(timeOf(late), 'body', '=deadline.dueAt');
}

function messageDefinition(model: ModdleElement, name: string): ModdleElement {
  const { create } = model.$model as { create: (type: string, attributes: object) => ModdleElement };
  const message = create.call(model.$model, 'bpmn:Message', { id: 'Message_Changed', name });
  set(model, 'rootElements', [...children(model, 'rootElements'), message]);
  return create.call(model.$model, 'bpmn:MessageEventDefinition', { id: 'Changed', messageRef: message });
}

function removeReason(element: ModdleElement): void {
  set(extension(element, 'zeebe:Properties'), 'properties', []);
}

function timeOf(event: ModdleElement): ModdleElement | undefined {
  return child(definitionOf(event), 'timeDate');
}

function messageOf(event: ModdleElement): ModdleElement | undefined {
  return child(definitionOf(event), 'messageRef');
}
