import { beforeAll, describe, expect, it } from '@jest/globals';
import { compileProcesses } from '../engine/model/index.ts';
import type { ElementNode, ProcessGraph } from '../engine/model/index.ts';
import { children, idOf, text } from '../engine/model/moddle.ts';
import type { ModdleElement } from '../engine/model/moddle.ts';
import { EXPECTED } from './testing/expected.ts';
import {
  configFiles,
  configText,
  elementsOf,
  modelFiles,
  modelText,
  readModel,
  writeModel,
} from './testing/models.ts';

const DECISIONS = configFiles('.dmn').flatMap((name) =>
  [...configText(name).matchAll(/<decision id="([^"]+)"/g)].map(([, decision]) => decision),
);

const MODELS = modelFiles('.bpmn').map((name) => name.replace('.bpmn', ''));

it('expects something of every model', () => {
  expect(Object.keys(EXPECTED).sort()).toEqual(MODELS.sort());
});

it('asks for every form, but for those with which people ask for something', () => {
  const asked = Object.values(EXPECTED).flatMap(({ tasks }) => Object.values(tasks).map(([, form]) => form));
  const forms = modelFiles('.form').map((name) => name.replace('.form', ''));
  expect(forms.filter((form) => !form.startsWith('request-')).sort()).toEqual([...new Set(asked)].sort());
});

it('calls only processes that there are', () => {
  for (const { calls } of Object.values(EXPECTED)) {
    for (const called of calls) expect(MODELS).toContain(called);
  }
});

describe.each(Object.entries(EXPECTED))('%s.bpmn', (id, expected) => {
  let definitions: ModdleElement;
  let graphs: readonly ProcessGraph[];
  let nodes: readonly ElementNode[];

  beforeAll(async () => {
    definitions = await readModel(`${id}.bpmn`);
    const compiled = await compileProcesses(`${id}.bpmn`, modelText(`${id}.bpmn`));
    if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems));
    graphs = compiled.graphs;
    nodes = graphs.flatMap((graph) => [...graph.elements.values()]);
  });

  it('is one executable process, named as its file, and starts as expected', () => {
    expect(graphs.map((graph) => graph.processId)).toEqual([id]);
    const messages = graphs.flatMap(({ startTriggers }) =>
      startTriggers.flatMap(({ event }) => (event?.kind === 'message' ? [event.messageName.source] : [])),
    );
    expect(messages).toEqual(expected.message === undefined ? [] : [expected.message]);
  });

  it('is what the modeler would save', async () => {
    expect(await writeModel(definitions)).toBe(modelText(`${id}.bpmn`));
  });

  it('asks only for jobs that have a worker', () => {
    const types = nodes.flatMap((node) => [
      ...(node.job === undefined ? [] : [node.job.type.source]),
      ...(node.userTask?.listeners ?? []).map((listener) => listener.job.type.source),
    ]);
    expect([...new Set(types)].sort()).toEqual(expected.jobs);
  });

  it('asks only tables of config/', () => {
    const decisions = nodes.flatMap(({ calledDecision }) =>
      calledDecision === undefined ? [] : [calledDecision.decisionId.source],
    );
    expect([...new Set(decisions)].sort()).toEqual(expected.decisions);
    for (const decision of decisions) expect(DECISIONS).toContain(decision);
  });

  it('calls only what it should, and says what comes back', () => {
    const calls = nodes.flatMap(({ calledElement }) => (calledElement === undefined ? [] : [calledElement]));
    expect([...new Set(calls.map(({ processId }) => processId.source))].sort()).toEqual(expected.calls);
    for (const call of calls) {
      expect(call).toMatchObject({ propagateAllParentVariables: true, propagateAllChildVariables: false });
    }
  });

  it('shows every task on a desk, with its form, its due date and the status of the order', () => {
    const tasks = nodes.flatMap((node) => {
      const task = node.userTask;
      if (task === undefined) return [];
      const form = formOf(node);
      expect(task.headers.form).toBe(form);
      expect(task.headers.titleEn).toMatch(/^[A-Z][A-Za-z ]+$/);
      const { orderStatus } = task.headers;
      const row = [task.candidateGroups?.source, form, task.dueDate?.source];
      return [[node.id, orderStatus === undefined ? row : [...row, orderStatus]]] as const;
    });
    expect(Object.fromEntries(tasks)).toEqual(expected.tasks);
  });

  it('projects every change of a task', () => {
    for (const { userTask } of nodes) {
      if (userTask === undefined) continue;
      expect(userTask.listeners.map((listener) => [listener.event, listener.job.type.source])).toEqual(
        ['creating', 'assigning', 'updating', 'completing', 'canceling'].map((event) => [
          event,
          'hotline.task',
        ]),
      );
    }
  });

  it('has every form that its tasks ask for', () => {
    const forms = nodes.flatMap((node) => formOf(node) ?? []);
    for (const form of forms) expect(modelFiles('.form')).toContain(`${form}.form`);
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

function formOf({ userTask }: ElementNode): string | undefined {
  return userTask?.form?.kind === 'id' ? userTask.form.formId.source : undefined;
}
