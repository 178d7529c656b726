import type { Run, VariableContext } from '../feel/index.ts';
import { child, children, idOf, text } from '../model/moddle.ts';
import type { ModdleElement } from '../model/moddle.ts';
import { functionOf, readParameters } from './boxed-function.ts';
import type { FormalParameter } from './boxed-function.ts';
import type { DmnFieldReader } from './fields.ts';
import { OF_KNOWLEDGE, placeOf } from './logic-kinds.ts';
import type { Knowledge, Logic } from './logic.ts';
import { withValues } from './logic.ts';

/** A compiled business knowledge model. */
interface Model extends Knowledge {
  readonly parameters: readonly FormalParameter[];
  /** The ids of the models that it calls, itself perhaps. */
  readonly requires: readonly string[];
  logic: Logic | undefined;
}

/** The business knowledge models of a file, by id. */
export class KnowledgeModels {
  readonly #models = new Map<string, Model>();

  /** Compiles them; what is wrong is reported to the fields' problems. */
  constructor(sources: readonly ModdleElement[], fields: DmnFieldReader) {
    for (const source of sources) {
      const model = readModel(source, fields);
      const isTaken = [...this.#models.values()].some(({ name }) => name === model.name);
      if (isTaken) fields.problems.add(model.id, `there is another business knowledge model <${model.name}>`);
      this.#models.set(model.id, model);
    }
    for (const source of sources) {
      const model = this.#models.get(idOf(source));
      if (model === undefined) continue;
      const place = placeOf(model.id, fields, this.required(model.requires, model.id, fields));
      const definition = child(source, 'encapsulatedLogic');
      if (definition === undefined)
        fields.problems.add(model.id, 'the business knowledge model has no logic');
      else
        model.logic = place.compile(child(definition, 'body'), 'the business knowledge model', OF_KNOWLEDGE);
    }
  }

  /** The required models by name; those that are not there are reported. */
  required(ids: readonly string[], ownerId: string, fields: DmnFieldReader): ReadonlyMap<string, Knowledge> {
    const found = new Map<string, Knowledge>();
    for (const id of ids) {
      const model = this.#models.get(id);
      if (model === undefined)
        fields.problems.add(ownerId, `the required business knowledge model <${id}> does not exist`);
      else found.set(model.name, model);
    }
    return found;
  }

  /** The variables, with the required models in front as functions. */
  inFrontOf(context: VariableContext, ids: readonly string[], run: Run): VariableContext {
    if (ids.length === 0) return context;
    const functions = new Map<string, unknown>();
    const scope = withValues(context, functions);
    for (const id of ids) {
      const model = this.#models.get(id);
      if (model?.logic === undefined) continue;
      const { name, parameters, requires, logic } = model;
      const what = `the business knowledge model <${name}>`;
      const surrounding = (): VariableContext => this.inFrontOf(context, requires, run);
      functions.set(name, functionOf(what, parameters, logic, surrounding, run));
    }
    return scope;
  }
}

function readModel(source: ModdleElement, fields: DmnFieldReader): Model {
  const id = idOf(source);
  if (id === '') fields.problems.add('', 'a business knowledge model has no id');
  const definition = child(source, 'encapsulatedLogic');
  const parameters = definition === undefined ? [] : readParameters(definition, { fields, ownerId: id });
  return {
    id,
    name: text(source, 'name') ?? id,
    parameters,
    parameterNames: parameters.map((parameter) => parameter.name),
    requires: requiredKnowledge(source, id, fields),
    logic: undefined,
  };
}

/** The ids of the business knowledge models that a decision or another model requires. */
export function requiredKnowledge(source: ModdleElement, ownerId: string, fields: DmnFieldReader): string[] {
  return children(source, 'knowledgeRequirement').flatMap((requirement) => {
    const reference = child(requirement, 'requiredKnowledge');
    const href = (reference && text(reference, 'href')) ?? '';
    if (href.startsWith('#')) return [href.slice(1)];
    fields.problems.add(ownerId, `the required business knowledge model <${href}> is not in this file`);
    return [];
  });
}
