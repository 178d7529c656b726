import type { Binding } from '../graph.ts';
import type { FieldReader } from '../fields.ts';
import { text } from '../moddle.ts';
import type { ModdleElement } from '../moddle.ts';

/** bindingType and versionTag of a zeebe:calledElement, zeebe:calledDecision or zeebe:formDefinition. Default: latest. */
export function readBinding(reference: ModdleElement, elementId: string, fields: FieldReader): Binding {
  const type = text(reference, 'bindingType') ?? 'latest';
  switch (type) {
    case 'latest':
    case 'deployment':
      return { type };
    case 'versionTag': {
      const versionTag = text(reference, 'versionTag');
      if (versionTag === undefined)
        fields.problems.add(elementId, 'the binding type versionTag needs a versionTag');
      return { type, versionTag: versionTag ?? '' };
    }
    default:
      fields.problems.add(
        elementId,
        `the binding type <${type}> is not one of latest, deployment, versionTag`,
      );
      return { type: 'latest' };
  }
}
