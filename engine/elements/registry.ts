import type { BpmnElementType } from '../model/graph.ts';
import { EngineError } from '../errors.ts';
import type { ElementBehavior } from '../processor/behavior.ts';
import { adHocInnerInstance, adHocSubProcess } from './ad-hoc-subprocess.ts';
import { businessRuleTask } from './business-rule-task.ts';
import { callActivity } from './call-activity.ts';
import { catchEvent } from './catch-event.ts';
import { eventBasedGateway, exclusiveGateway, inclusiveGateway } from './gateways.ts';
import { jobTask } from './job-task.ts';
import { multiInstanceBody } from './multi-instance.ts';
import { passed } from './passed.ts';
import { process } from './process.ts';
import { subprocess } from './scope.ts';
import { scriptTask } from './script-task.ts';
import { thrownEvent } from './thrown/index.ts';
import { userTask } from './user-task.ts';

/** The behavior of every element type that is executed. */
const BEHAVIORS: Partial<Record<BpmnElementType, ElementBehavior>> = {
  PROCESS: process,
  SUB_PROCESS: subprocess,
  EVENT_SUB_PROCESS: subprocess,
  AD_HOC_SUB_PROCESS: adHocSubProcess,
  AD_HOC_SUB_PROCESS_INNER_INSTANCE: adHocInnerInstance,
  START_EVENT: passed,
  END_EVENT: thrownEvent,
  INTERMEDIATE_CATCH_EVENT: catchEvent,
  INTERMEDIATE_THROW_EVENT: thrownEvent,
  BOUNDARY_EVENT: passed,
  SERVICE_TASK: jobTask,
  SEND_TASK: jobTask,
  RECEIVE_TASK: catchEvent,
  USER_TASK: userTask,
  MANUAL_TASK: passed,
  TASK: passed,
  BUSINESS_RULE_TASK: businessRuleTask,
  SCRIPT_TASK: scriptTask,
  CALL_ACTIVITY: callActivity,
  EXCLUSIVE_GATEWAY: exclusiveGateway,
  INCLUSIVE_GATEWAY: inclusiveGateway,
  PARALLEL_GATEWAY: passed,
  EVENT_BASED_GATEWAY: eventBasedGateway,
  MULTI_INSTANCE_BODY: multiInstanceBody,
};

/** @throws EngineError INTERNAL for a type that deployment should have refused */
export function behaviorOf(type: BpmnElementType): ElementBehavior {
  const behavior = BEHAVIORS[type];
  if (behavior === undefined) throw new EngineError('INTERNAL', `elements of type ${type} are not executed`);
  return behavior;
}
