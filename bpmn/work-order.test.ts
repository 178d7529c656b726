import { beforeAll, describe, expect, it } from '@jest/globals';
import { compileProcesses } from '../engine/model/index.ts';
import type { ElementNode, ProcessGraph } from '../engine/model/index.ts';
import { child, children, idOf, text } from '../engine/model/moddle.ts';
import type { ModdleElement } from '../engine/model/moddle.ts';
import { elementsOf, modelFiles, modelText, readModel, writeModel } from './testing/models.ts';

/** Every job type of the model. Each needs a worker: a type that is not in this list waits for ever. */
const JOB_TYPES = [
  'hotline.answer-at-once',
  'hotline.classify',
  'hotline.close',
  'hotline.compute-deadlines',
  'hotline.dispatch',
  'hotline.evaluate',
  'hotline.push-emergency',
  'hotline.record-return',
  'hotline.redo',
  'hotline.remind',
  'hotline.schedule-callback',
  'hotline.task',
];

/** User tasks with the desk they are on, their form and when they are due. */
const TASKS = {
  ChooseUnit: [
    '=["role:dispatcher"]',
    'choose-unit',
    '=now() + duration(route.dispatchWithin)',
    'dispatching',
  ],
  SignOrder: ['=[unitGroup]', 'sign-order', '=deadline.signDueAt', 'awaiting-sign'],
  ContactCaller: ['=[unitGroup]', 'contact-caller', '=deadline.dueAt', 'handling'],
  HandleOrder: ['=[unitGroup]', 'handle-order', '=deadline.dueAt', 'handling'],
  ReviewReply: ['=["role:supervisor"]', 'review-reply', '=deadline.dueAt', 'reviewing'],
  ArriveOnSite: ['=[unitGroup]', 'arrive-on-site', '=deadline.onSiteDueAt', 'emergency-response'],
  MakeSafe: ['=[unitGroup]', 'make-safe', '=deadline.dueAt', 'emergency-response'],
  CallBack: ['=["role:callback"]', 'call-back', '=deadline.callbackDueAt', 'callback'],
};

let definitions: ModdleElement;
let graph: ProcessGraph;

beforeAll(async () => {
  definitions = await readModel('work-order.bpmn');
  const compiled = await compileProcesses('work-order.bpmn', modelText('work-order.bpmn'));
  if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems));
  graph = compiled.graphs[0] as ProcessGraph;
});

const nodes = (): ElementNode[] => [...graph.elements.values()];

describe('work-order.bpmn', () => {
  it('is executable as it is', () => {
    expect(graph.processId).toBe('work-order');
    expect(graph.startTriggers.map((start) => start.id)).toEqual(['OrderReceived']);
  });

  it('is what the modeler would save', async () => {
    expect(await writeModel(definitions)).toBe(modelText('work-order.bpmn'));
  });

  it('asks only for jobs that have a worker', () => {
    const types = nodes().flatMap((node) => [
      ...(node.job === undefined ? [] : [node.job.type.source]),
      ...(node.userTask?.listeners ?? []).map((listener) => listener.job.type.source),
    ]);
    expect([...new Set(types)].sort()).toEqual(JOB_TYPES);
  });

  it('shows every task on a desk, with its form, its due date and the status of the order', () => {
    const tasks = nodes().flatMap((node) => {
      const task = node.userTask;
      if (task === undefined) return [];
      const form = task.form?.kind === 'id' ? task.form.formId.source : undefined;
      expect(task.headers.form).toBe(form);
      expect(task.headers.titleEn).toMatch(/^[A-Z][A-Za-z ]+$/);
      return [
        [node.id, [task.candidateGroups?.source, form, task.dueDate?.source, task.headers.orderStatus]],
      ] as const;
    });
    expect(Object.fromEntries(tasks)).toEqual(TASKS);
  });

  it('projects every change of a task', () => {
    for (const { userTask } of nodes()) {
      if (userTask === undefined) continue;
      expect(userTask.listeners.map((listener) => [listener.event, listener.job.type.source])).toEqual(
        ['creating', 'assigning', 'updating', 'completing', 'canceling'].map((event) => [
          event,
          'hotline.task',
        ]),
      );
    }
  });

  it('has every form that its tasks ask for, and no other', () => {
    const forms = nodes().flatMap(({ userTask }) =>
      userTask?.form?.kind === 'id' ? [`${userTask.form.formId.source}.form`] : [],
    );
    expect([...new Set(forms)].sort()).toEqual(modelFiles('.form').sort());
  });

  it('names its elements in Chinese and explains each in English', () => {
    for (const element of elementsOf(definitions)) {
      const name = text(element, 'name');
      if (name !== undefined) expect(name).toMatch(/\p{Script=Han}/u);
      if (element.$type === 'bpmn:SequenceFlow') continue;
      const [documentation] = children(element, 'documentation');
      expect([idOf(element), text(documentation as ModdleElement, 'text')]).toEqual([
        idOf(element),
        expect.stringMatching(/^[A-Z"][\x20-\x7e]+\.$/),
      ]);
    }
  });
});

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Segment {
  readonly flow: string;
  readonly from: Point;
  readonly to: Point;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

describe('the drawing of work-order.bpmn', () => {
  it('has right angles only', () => {
    const slanted = segments().filter(({ from, to }) => from.x !== to.x && from.y !== to.y);
    expect(slanted).toEqual([]);
  });

  it('has no lines that cross or run over each other', () => {
    const lines = segments();
    const crossings = lines.flatMap((line, index) =>
      lines
        .slice(index + 1)
        .filter((other) => other.flow !== line.flow && touch(line, other))
        .map((other) => `${line.flow} × ${other.flow}`),
    );
    expect(crossings).toEqual([]);
  });

  it('has no label on a line or on another label', () => {
    const labels = labelled();
    const hits = labels.flatMap(({ id, box }) => [
      ...segments()
        .filter((line) => overlap(box, boxOf(line)))
        .map((line) => `${id} on ${line.flow}`),
      ...labels
        .filter((other) => other.id !== id && overlap(box, other.box))
        .map((other) => `${id} on ${other.id}`),
    ]);
    expect(hits).toEqual([]);
  });

  it('stays within the phases, in their order from left to right', () => {
    const groups = drawn().filter(({ element }) => element.$type === 'bpmn:Group');
    const names = groups
      .map(({ element, shape }) => ({
        name: text(child(element, 'categoryValueRef') as ModdleElement, 'value'),
        x: boundsOf(shape).x,
      }))
      .sort((a, b) => a.x - b.x)
      .map(({ name }) => name);
    expect(names).toEqual(['受理', '派单', '办理', '回访', '评价']);
    const astray = drawn()
      .filter(
        ({ element, shape }) => element.$type !== 'bpmn:SequenceFlow' && child(shape, 'bounds') !== undefined,
      )
      .filter(({ shape }) => !groups.some((group) => contains(boundsOf(group.shape), boundsOf(shape))));
    expect(astray.map(({ element }) => idOf(element))).toEqual([]);
  });
});

function drawn(): { element: ModdleElement; shape: ModdleElement }[] {
  const [diagram] = children(definitions, 'diagrams');
  const plane = child(diagram as ModdleElement, 'plane') as ModdleElement;
  return children(plane, 'planeElement').map((shape) => ({
    shape,
    element: child(shape, 'bpmnElement') as ModdleElement,
  }));
}

function segments(): Segment[] {
  return drawn().flatMap(({ element, shape }) => {
    const points = children(shape, 'waypoint') as unknown as Point[];
    return points.slice(1).map((to, index) => ({ flow: idOf(element), from: points[index] as Point, to }));
  });
}

function labelled(): { id: string; box: Box }[] {
  return drawn().flatMap(({ element, shape }) => {
    const label = child(shape, 'label');
    return label === undefined ? [] : [{ id: idOf(element), box: boundsOf(label) }];
  });
}

function boundsOf(shape: ModdleElement): Box {
  return child(shape, 'bounds') as unknown as Box;
}

function boxOf({ from, to }: Segment): Box {
  return {
    x: Math.min(from.x, to.x),
    y: Math.min(from.y, to.y),
    width: Math.abs(from.x - to.x),
    height: Math.abs(from.y - to.y),
  };
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function touch(a: Segment, b: Segment): boolean {
  const [p, q] = [boxOf(a), boxOf(b)];
  return p.x <= q.x + q.width && q.x <= p.x + p.width && p.y <= q.y + q.height && q.y <= p.y + p.height;
}

function contains(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}
