import { draftStore, type DraftStore } from '../../components/index.ts';

/** A change that is not deployed yet: the diagram, when it was last touched, and the version it began from. */
export interface ModelDraft {
  readonly xml: string;
  /** ISO time of the last change. */
  readonly at: string;
  readonly version: number;
}

export const modelDraft = (processId: string): DraftStore<ModelDraft> =>
  draftStore<ModelDraft>(`model.${processId}`);
