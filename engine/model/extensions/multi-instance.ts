import type { MultiInstanceDefinition } from '../graph.ts';
import type { FieldReader } from '../fields.ts';
import { body, child, extension, flag, text } from '../moddle.ts';
import type { ModdleElement } from '../moddle.ts';

/** FEEL that only reads a variable, or a property of one. */
const VARIABLE_ACCESS = /^\s*=\s*([\p{L}_$][\p{L}\p{N}_$]*)(\s*\.\s*[\p{L}_$][\p{L}\p{N}_$]*)*\s*$/u;

/** The activity's multi-instance marker with zeebe:loopCharacteristics; other loops are reported. */
export function readMultiInstance(
  source: ModdleElement,
  elementId: string,
  fields: FieldReader,
): MultiInstanceDefinition | undefined {
  const loop = child(source, 'loopCharacteristics');
  if (loop === undefined) return undefined;
  if (loop.$type !== 'bpmn:MultiInstanceLoopCharacteristics') {
    fields.problems.add(elementId, 'a standard loop can not be executed; use a multi-instance or a gateway');
    return undefined;
  }
  const characteristics = extension(loop, 'zeebe:LoopCharacteristics');
  if (characteristics === undefined) {
    fields.problems.add(elementId, 'the multi-instance has no zeebe:loopCharacteristics');
    return undefined;
  }
  const inputCollection = fields.requiredFeel(
    elementId,
    'the input collection of the multi-instance',
    text(characteristics, 'inputCollection'),
  );
  const outputElement = fields.optionalFeel(
    elementId,
    'the output element of the multi-instance',
    text(characteristics, 'outputElement'),
  );
  const completionCondition = fields.optionalFeel(
    elementId,
    'the completion condition of the multi-instance',
    body(child(loop, 'completionCondition')),
  );
  const inputElement = text(characteristics, 'inputElement')?.trim();
  const outputCollection = text(characteristics, 'outputCollection')?.trim();
  if ((outputCollection === undefined) !== (text(characteristics, 'outputElement') === undefined)) {
    fields.problems.add(
      elementId,
      'the multi-instance needs both an output collection and an output element, or neither',
    );
  }
  const outputVariable = VARIABLE_ACCESS.exec(text(characteristics, 'outputElement') ?? '')?.[1];
  if (inputCollection === undefined) return undefined;
  return {
    sequential: flag(loop, 'isSequential', false),
    inputCollection,
    ...(inputElement === undefined ? {} : { inputElement }),
    ...(outputCollection === undefined ? {} : { outputCollection }),
    ...(outputElement === undefined ? {} : { outputElement }),
    ...(outputVariable === undefined ? {} : { outputVariable }),
    ...(completionCondition === undefined ? {} : { completionCondition }),
  };
}
