export { STEP_ACTIONS, STEP_ANCHORS, isStillNeeded, nextPoint, planPoints, pointKey } from './points.ts';
export type {
  Anchor,
  StepAction,
  StepAnchors,
  StepFacts,
  SupervisionPoint,
  SupervisionStep,
  TakenStep,
} from './points.ts';
