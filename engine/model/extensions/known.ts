import type { ProblemList } from '../draft.ts';
import { child, children } from '../moddle.ts';
import type { ModdleElement } from '../moddle.ts';

/** Extensions that the compiler reads, or that have no meaning for execution. */
const KNOWN: ReadonlySet<string> = new Set([
  'zeebe:AdHoc',
  'zeebe:AssignmentDefinition',
  'zeebe:CalledDecision',
  'zeebe:CalledElement',
  'zeebe:ExecutionListeners',
  'zeebe:FormDefinition',
  'zeebe:IoMapping',
  'zeebe:LoopCharacteristics',
  'zeebe:PriorityDefinition',
  'zeebe:Properties',
  'zeebe:Script',
  'zeebe:TaskDefinition',
  'zeebe:TaskHeaders',
  'zeebe:TaskListeners',
  'zeebe:TaskSchedule',
  'zeebe:UserTask',
  'zeebe:UserTaskForm',
  'zeebe:VersionTag',
]);

/** Reports extensions of Zeebe that would be left out silently; those of other vendors mean nothing to it. */
export function checkExtensions(source: ModdleElement, elementId: string, problems: ProblemList): void {
  const holder = child(source, 'extensionElements');
  for (const { $type } of holder === undefined ? [] : children(holder, 'values')) {
    if ($type.startsWith('zeebe:') && !KNOWN.has($type))
      problems.add(elementId, `<${$type}> is not supported`);
  }
}
