import type { FlowDraft, NodeDraft, ProblemList } from './draft.ts';
import { draftOf } from './draft.ts';
import type { ElementCompiler } from './element-compiler.ts';
import { ELEMENTS, IGNORED } from './elements/registry.ts';
import { innerInstanceId } from './inner-instance.ts';
import { checkExtensions } from './extensions/known.ts';
import { linkFlows } from './events/link-flows.ts';
import { checkExecutionListeners } from './extensions/execution-listener-places.ts';
import { readMappings } from './extensions/io-mapping.ts';
import { readExecutionListeners } from './extensions/listeners.ts';
import type { FieldReader } from './fields.ts';
import type { DeploymentBinding, ProcessGraph } from './graph.ts';
import { body, child, children, extension, flag, idOf, text } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';

interface Compiled {
  readonly source: ModdleElement;
  readonly node: NodeDraft;
  readonly compiler: ElementCompiler;
}

/** Compiles one bpmn:Process; what is wrong is reported to the fields' problems, and then the graph must not be used. */
export class ProcessCompiler {
  readonly #fields: FieldReader;
  readonly #problems: ProblemList;
  readonly #compiled = new Map<ModdleElement, Compiled>();
  readonly #elements = new Map<string, NodeDraft>();
  readonly #flows = new Map<string, FlowDraft>();

  constructor(fields: FieldReader) {
    this.#fields = fields;
    this.#problems = fields.problems;
  }

  compile(process: ModdleElement): ProcessGraph {
    const root = this.#create(process, null);
    for (const { source, node } of [...this.#compiled.values()]) this.#link(source, node);
    for (const { source, node, compiler } of this.#compiled.values()) {
      const { inputs, outputs } = readMappings(source, node.id, this.#fields);
      node.inputs = inputs;
      node.outputs = outputs;
      node.executionListeners = readExecutionListeners(source, node.id, this.#fields);
      checkExtensions(source, node.id, this.#problems);
      compiler.compile(source, node, this.#fields);
    }
    for (const flow of linkFlows(this.#elements.values(), this.#problems)) this.#addFlow(flow);
    for (const { node, compiler } of this.#compiled.values()) {
      compiler.check?.(node, this.#problems);
      checkExecutionListeners(node, this.#problems);
    }
    return this.#graph(process, root);
  }

  #graph(process: ModdleElement, root: NodeDraft): ProcessGraph {
    const tag = extension(process, 'zeebe:VersionTag');
    const versionTag = tag && text(tag, 'value');
    const starts = root.children.filter((node) => node.type === 'START_EVENT' && node.event?.kind !== 'none');
    return {
      processId: root.id,
      name: root.name === '' ? root.id : root.name,
      ...(versionTag === undefined ? {} : { versionTag }),
      root: root,
      elements: this.#elements,
      flows: this.#flows,
      startTriggers: starts,
      deploymentBindings: this.#deploymentBindings(),
    };
  }

  #deploymentBindings(): DeploymentBinding[] {
    const found: DeploymentBinding[] = [];
    for (const { id: elementId, calledElement, calledDecision, userTask } of this.#elements.values()) {
      const form = userTask?.form?.kind === 'id' ? userTask.form : undefined;
      if (calledElement?.binding.type === 'deployment')
        found.push({ elementId, kind: 'process', id: calledElement.processId });
      if (calledDecision?.binding.type === 'deployment')
        found.push({ elementId, kind: 'decision', id: calledDecision.decisionId });
      if (form?.binding.type === 'deployment') found.push({ elementId, kind: 'form', id: form.formId });
    }
    return found;
  }

  /** Makes the node of an element and of those inside, without what refers to other nodes. */
  #create(source: ModdleElement, scope: NodeDraft | null): NodeDraft {
    const compiler = ELEMENTS[source.$type];
    if (compiler === undefined) throw new Error(`no compiler for <${source.$type}>`);
    const node = draftOf(source, compiler.type(source), scope);
    if (node.id === '') this.#problems.add('', `a <${source.$type}> has no id`);
    this.#compiled.set(source, { source, node, compiler });
    this.#elements.set(node.id, node);
    if (node.type === 'AD_HOC_SUB_PROCESS') this.#addInnerInstance(node);
    for (const element of children(source, 'flowElements')) {
      if (element.$type === 'bpmn:SequenceFlow' || IGNORED.has(element.$type)) continue;
      if (ELEMENTS[element.$type] === undefined) {
        this.#problems.add(idOf(element), `<${element.$type}> is not supported`);
        continue;
      }
      const inner = this.#create(element, node);
      node.children.push(inner);
      if (inner.type === 'EVENT_SUB_PROCESS') node.eventSubprocesses.push(inner);
    }
    return node;
  }

  /** What is activated in an ad-hoc subprocess is activated in a scope of its own. */
  #addInnerInstance(adHoc: NodeDraft): void {
    const id = innerInstanceId(adHoc.id);
    this.#elements.set(id, {
      ...draftOf({ id, name: adHoc.name }, 'AD_HOC_SUB_PROCESS_INNER_INSTANCE', adHoc),
    });
  }

  /** Links the flows directly inside of a scope, and a boundary event with its activity. */
  #link(source: ModdleElement, node: NodeDraft): void {
    for (const flow of children(source, 'flowElements')) {
      if (flow.$type === 'bpmn:SequenceFlow') this.#linkFlow(flow, node);
    }
    if (node.type === 'BOUNDARY_EVENT') this.#attach(source, node);
    for (const artifact of children(source, 'artifacts')) {
      if (artifact.$type === 'bpmn:Association') this.#associate(artifact);
    }
  }

  #linkFlow(flow: ModdleElement, scope: NodeDraft): void {
    const id = idOf(flow);
    const source = this.#nodeOf(child(flow, 'sourceRef'));
    const target = this.#nodeOf(child(flow, 'targetRef'));
    if (source === undefined || target === undefined) {
      this.#problems.add(
        id,
        `the sequence flow has no ${source === undefined ? 'source' : 'target'} that can be executed`,
      );
      return;
    }
    if (source.scope !== scope || target.scope !== scope) {
      this.#problems.add(id, 'the sequence flow crosses the border of a process or subprocess');
      return;
    }
    const condition = child(flow, 'conditionExpression');
    const expression =
      condition && this.#fields.requiredFeel(id, 'the condition of the sequence flow', body(condition));
    const gateway = source.type === 'EXCLUSIVE_GATEWAY' || source.type === 'INCLUSIVE_GATEWAY';
    if (condition !== undefined && !gateway) {
      this.#problems.add(
        id,
        'a sequence flow may have a condition only behind an exclusive or inclusive gateway',
      );
    }
    const draft: FlowDraft = {
      id,
      name: text(flow, 'name') ?? '',
      source,
      target,
      ...(expression === undefined ? {} : { condition: expression }),
    };
    if (id === '') this.#problems.add(source.id, 'an outgoing sequence flow has no id');
    this.#addFlow(draft);
    this.#linkDefault(flow, draft);
  }

  #addFlow(flow: FlowDraft): void {
    this.#flows.set(flow.id, flow);
    flow.source.outgoing.push(flow);
    flow.target.incoming.push(flow);
  }

  #linkDefault(flow: ModdleElement, draft: FlowDraft): void {
    const source = child(flow, 'sourceRef');
    if (source === undefined || child(source, 'default') !== flow) return;
    draft.source.defaultFlow = draft;
    if (draft.source.type !== 'EXCLUSIVE_GATEWAY' && draft.source.type !== 'INCLUSIVE_GATEWAY') {
      this.#problems.add(draft.source.id, 'only an exclusive or inclusive gateway may have a default flow');
    }
  }

  #attach(source: ModdleElement, node: NodeDraft): void {
    const activity = this.#nodeOf(child(source, 'attachedToRef'));
    if (activity === undefined || activity.scope !== node.scope) {
      this.#problems.add(node.id, 'the boundary event is not attached to an activity of its scope');
      return;
    }
    if (!/_TASK$|^TASK$|^SUB_PROCESS$|^AD_HOC_SUB_PROCESS$|^CALL_ACTIVITY$/.test(activity.type)) {
      this.#problems.add(node.id, `the boundary event is attached to <${activity.id}>, which is no activity`);
    }
    node.attachedTo = activity;
    activity.boundaryEvents.push(node);
  }

  /** An association leads from a compensation boundary event to its handler; all others are drawn for people. */
  #associate(association: ModdleElement): void {
    const event = this.#nodeOf(child(association, 'sourceRef'));
    const handler = this.#nodeOf(child(association, 'targetRef'));
    if (event?.type !== 'BOUNDARY_EVENT' || handler === undefined) return;
    if (event.compensationHandler !== undefined)
      this.#problems.add(event.id, 'a compensation boundary event must have exactly one handler');
    event.compensationHandler = handler;
  }

  #nodeOf(source: ModdleElement | undefined): NodeDraft | undefined {
    return source && this.#compiled.get(source)?.node;
  }
}

/** True for processes that are to be executed; others are documentation. */
export function isExecutable(process: ModdleElement): boolean {
  return flag(process, 'isExecutable', false);
}
