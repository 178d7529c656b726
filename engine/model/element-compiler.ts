import type { NodeDraft, ProblemList } from './draft.ts';
import type { FieldReader } from './fields.ts';
import type { BpmnElementType } from './graph.ts';
import type { ModdleElement } from './moddle.ts';

/** How one BPMN element becomes a node of the graph. One file of elements/ each, listed in elements/registry.ts. */
export interface ElementCompiler {
  /** The type of the node. */
  readonly type: (source: ModdleElement) => BpmnElementType;
  /** Fills in what the element adds to its node. Flows and attachments are linked already; other nodes may not be compiled yet. */
  readonly compile: (source: ModdleElement, node: NodeDraft, fields: FieldReader) => void;
  /** Checks the node among the others, when all of them are compiled. */
  readonly check?: (node: NodeDraft, problems: ProblemList) => void;
}
