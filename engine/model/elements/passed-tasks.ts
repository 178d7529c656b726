import type { ElementCompiler } from '../element-compiler.ts';
import type { BpmnElementType } from '../graph.ts';
import { checkBoundaryEvents, compileActivity } from './activity.ts';

/** A task that the engine passes through: it is done outside, or only drawn. */
function passedTask(type: BpmnElementType): ElementCompiler {
  return { type: () => type, compile: compileActivity, check: checkBoundaryEvents };
}

export const undefinedTask = passedTask('TASK');
export const manualTask = passedTask('MANUAL_TASK');
