import type { NodeDraft, ProblemList } from '../draft.ts';
import type { ElementCompiler } from '../element-compiler.ts';
import { readJob } from '../extensions/job.ts';
import type { FieldReader } from '../fields.ts';
import type { AdHocDefinition, AdHocElement } from '../graph.ts';
import { body, child, children, extension, flag, idOf, text } from '../moddle.ts';
import type { ModdleElement } from '../moddle.ts';
import { checkBoundaryEvents, compileActivity } from './activity.ts';
import { checkEventSubprocesses } from './subprocess.ts';

/** A subprocess whose elements are activated in any order: by a list, by a client, or by its job worker. */
export const adHocSubProcess: ElementCompiler = {
  type: () => 'AD_HOC_SUB_PROCESS',
  compile(source, node, fields) {
    compileActivity(source, node, fields);
    const job = readJob(source, node.id, fields);
    if (job !== undefined) node.job = job;
    node.adHoc = readAdHoc(source, node, fields);
    if (job !== undefined && (node.adHoc.activeElements ?? node.adHoc.completionCondition) !== undefined) {
      fields.problems.add(
        node.id,
        'an ad-hoc subprocess with a zeebe:taskDefinition can have neither active elements nor a completion condition: its job worker decides',
      );
    }
  },
  check(node, problems) {
    checkBoundaryEvents(node, problems);
    checkEventSubprocesses(node, problems);
    checkContent(node, problems);
  },
};

function readAdHoc(source: ModdleElement, node: NodeDraft, fields: FieldReader): AdHocDefinition {
  const adHoc = extension(source, 'zeebe:AdHoc');
  const read = (what: string, attribute: string) =>
    fields.optionalFeel(node.id, `${what} of the ad-hoc subprocess`, adHoc && text(adHoc, attribute));
  const activeElements = read('the active elements', 'activeElementsCollection');
  const outputElement = read('the output element', 'outputElement');
  const outputCollection = adHoc && text(adHoc, 'outputCollection')?.trim();
  const completionCondition = fields.optionalFeel(
    node.id,
    'the completion condition of the ad-hoc subprocess',
    body(child(source, 'completionCondition')),
  );
  if (
    (outputCollection === undefined) !==
    (adHoc === undefined || text(adHoc, 'outputElement') === undefined)
  ) {
    fields.problems.add(
      node.id,
      'the ad-hoc subprocess needs both an output collection and an output element, or neither',
    );
  }
  return {
    cancelRemainingInstances: flag(source, 'cancelRemainingInstances', true),
    elements: activatable(source, node),
    ...(activeElements === undefined ? {} : { activeElements }),
    ...(completionCondition === undefined ? {} : { completionCondition }),
    ...(outputCollection === undefined ? {} : { outputCollection }),
    ...(outputElement === undefined ? {} : { outputElement }),
  };
}

const NOT_ACTIVATABLE: ReadonlySet<string> = new Set(['BOUNDARY_EVENT', 'EVENT_SUB_PROCESS']);

/** The elements that no flow leads to. */
function activatable(source: ModdleElement, node: NodeDraft): AdHocElement[] {
  const sources = new Map(children(source, 'flowElements').map((element) => [idOf(element), element]));
  return node.children.flatMap(({ id, name, type, incoming }) => {
    const element = sources.get(id);
    if (element === undefined || incoming.length > 0 || NOT_ACTIVATABLE.has(type)) return [];
    if (flag(element, 'isForCompensation', false)) return [];
    const [documentation] = children(element, 'documentation');
    return [
      {
        elementId: id,
        elementName: name,
        documentation: documentation === undefined ? null : (text(documentation, 'text') ?? null),
        properties: propertiesOf(element),
      },
    ];
  });
}

function propertiesOf(element: ModdleElement): Readonly<Record<string, string>> {
  const holder = extension(element, 'zeebe:Properties');
  const properties: Record<string, string> = {};
  for (const property of holder === undefined ? [] : children(holder, 'properties')) {
    const name = text(property, 'name');
    if (name !== undefined) properties[name] = text(property, 'value') ?? '';
  }
  return properties;
}

function checkContent(node: NodeDraft, problems: ProblemList): void {
  const isActivity = ({ type }: NodeDraft): boolean =>
    /TASK$|^SUB_PROCESS$|^AD_HOC_SUB_PROCESS$|^CALL_ACTIVITY$/.test(type);
  if (!node.children.some(isActivity))
    problems.add(node.id, 'an ad-hoc subprocess needs at least one activity');
  for (const { id, type } of node.children) {
    if (type === 'START_EVENT' || type === 'END_EVENT')
      problems.add(id, 'an ad-hoc subprocess must not have start or end events');
  }
}
