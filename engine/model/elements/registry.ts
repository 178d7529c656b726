import type { ElementCompiler } from '../element-compiler.ts';
import { adHocSubProcess } from './ad-hoc-subprocess.ts';
import { businessRuleTask } from './business-rule-task.ts';
import { callActivity } from './call-activity.ts';
import {
  boundaryEvent,
  endEvent,
  intermediateCatchEvent,
  intermediateThrowEvent,
  startEvent,
} from './events.ts';
import { eventBasedGateway, exclusiveGateway, inclusiveGateway, parallelGateway } from './gateways.ts';
import { sendTask, serviceTask } from './job-tasks.ts';
import { manualTask, undefinedTask } from './passed-tasks.ts';
import { process } from './process.ts';
import { receiveTask } from './receive-task.ts';
import { scriptTask } from './script-task.ts';
import { subProcess } from './subprocess.ts';
import { userTask } from './user-task.ts';

/** Every BPMN element the compiler understands. A new element is its file and a line here. */
export const ELEMENTS: Readonly<Record<string, ElementCompiler>> = {
  'bpmn:AdHocSubProcess': adHocSubProcess,
  'bpmn:BoundaryEvent': boundaryEvent,
  'bpmn:BusinessRuleTask': businessRuleTask,
  'bpmn:CallActivity': callActivity,
  'bpmn:EndEvent': endEvent,
  'bpmn:EventBasedGateway': eventBasedGateway,
  'bpmn:ExclusiveGateway': exclusiveGateway,
  'bpmn:InclusiveGateway': inclusiveGateway,
  'bpmn:IntermediateCatchEvent': intermediateCatchEvent,
  'bpmn:IntermediateThrowEvent': intermediateThrowEvent,
  'bpmn:ManualTask': manualTask,
  'bpmn:ParallelGateway': parallelGateway,
  'bpmn:Process': process,
  'bpmn:ReceiveTask': receiveTask,
  'bpmn:ScriptTask': scriptTask,
  'bpmn:SendTask': sendTask,
  'bpmn:ServiceTask': serviceTask,
  'bpmn:StartEvent': startEvent,
  'bpmn:SubProcess': subProcess,
  'bpmn:Task': undefinedTask,
  'bpmn:UserTask': userTask,
};

/** Drawn for people, without a meaning for execution. */
export const IGNORED: ReadonlySet<string> = new Set([
  'bpmn:DataObject',
  'bpmn:DataObjectReference',
  'bpmn:DataStoreReference',
]);
