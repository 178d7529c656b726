import { rowCodec } from './row.ts';

export type DefinitionKind = 'process' | 'decision' | 'decisionRequirements' | 'form';

/** One version of something that was deployed. */
export interface Definition {
  readonly key: number;
  readonly kind: DefinitionKind;
  /** Process id, decision id, id of the decision requirements graph, form id. */
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly versionTag: string | null;
  readonly resourceName: string;
  /** SHA-256 of the content, in hex: the key of its text. */
  readonly checksum: string;
  readonly deploymentKey: number;
  /** Decisions: the definition key of their graph; 0 for others. */
  readonly drgKey: number;
  /** Decisions: the id of their graph. */
  readonly drgId: string;
  /** Processes with a timer or message start. */
  readonly hasStartTriggers: boolean;
}

export const definitionCodec = rowCodec<Definition>([
  'key',
  'kind',
  'id',
  'name',
  'version',
  'versionTag',
  'resourceName',
  'checksum',
  'deploymentKey',
  'drgKey',
  'drgId',
  'hasStartTriggers',
]);
