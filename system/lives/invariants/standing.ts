import type { TaskDocument } from '@jiesu/store';
import type { EngineState, Token } from '../engine-state.ts';
import type { Broken } from './broken.ts';

/** Processes that live on when no order is left. */
export const LIVING_ON = ['recurring-reports'];

/** Who does the work of an order: one of them, as long as it is in work. */
const WORK = ['Handling', 'EmergencyResponse'];
/** Steps of the handling that one person after another takes; what assisting units do goes beside it. */
const IN_TURN = ['SignOrder', 'ReturnReview', 'ContactCaller', 'HandleOrder', 'ReviewReply'];

/**
 * What must hold whenever nothing is due, judged by the engine's records alone: every order has exactly one owner; every
 * token waits for something that comes by itself or that somebody may do; nothing waits for a token that has gone.
 * @param groups all groups that people are in
 */
export function standing(state: EngineState, groups: ReadonlySet<string>): Broken[] {
  const roots = state.roots();
  return [
    ...roots.filter(({ elementId }) => elementId === 'work-order').flatMap((root) => owners(state, root)),
    ...twoInstances(state, roots),
    ...roots.flatMap((root) => stuck(state, root)),
    ...[...state.waits.values()].flatMap((wait): Broken[] => {
      if (!state.tokens.has(wait.tokenKey)) {
        return [{ what: `a ${wait.kind} of ${wait.elementId} is left of a token that has gone` }];
      }
      const mayDo = wait.candidateGroups?.some((group) => groups.has(group)) ?? true;
      if (mayDo) return [];
      const groupsOfTask = wait.candidateGroups?.join(', ') ?? '';
      return [of(state, wait.tokenKey, `nobody may do ${wait.elementId}: its groups are ${groupsOfTask}`)];
    }),
    ...[...state.incidents.values()].map((incident) => ({ what: `an incident: ${incident}` })),
  ];
}

/** Whether the desks show the tasks that the engine has, no more and no fewer, to the same groups. */
export function desksFollow(
  state: EngineState,
  open: readonly Pick<TaskDocument, '_id' | 'elementId' | 'candidateGroups'>[],
): Broken[] {
  const shown = new Map(open.map((task) => [task._id, task]));
  const broken: Broken[] = [];
  for (const [key, { kind, elementId, tokenKey, candidateGroups = [] }] of state.waits) {
    if (kind !== 'user task') continue;
    const task = shown.get(String(key));
    shown.delete(String(key));
    if (task === undefined) broken.push(of(state, tokenKey, `no desk shows the task ${elementId}`));
    else if (task.candidateGroups.join() !== candidateGroups.join()) {
      const groups = `${task.candidateGroups.join()} instead of ${candidateGroups.join()}`;
      broken.push(of(state, tokenKey, `the desks show ${elementId} to ${groups}`));
    }
  }
  return [
    ...broken,
    ...[...shown.values()].map(({ elementId }) => ({
      what: `a desk shows the task ${elementId} that the engine has not`,
    })),
  ];
}

function of(state: EngineState, tokenKey: number, what: string): Broken {
  const orderId = state.orderOf(state.tokens.get(tokenKey)?.processInstanceKey ?? 0);
  return orderId === undefined ? { what } : { orderId, what };
}

/** One token on the order's main path, one unit or squad that works on it, one person whose turn it is. */
function owners(state: EngineState, root: Token): Broken[] {
  const broken: Broken[] = [];
  const tell = (what: string): void => void broken.push(of(state, root.key, what));
  const names = (tokens: readonly Token[]): string => tokens.map(({ elementId }) => elementId).join(', ');
  const main = state.childrenOf(root.key);
  if (main.length !== 1) tell(`it is at ${main.length} places at once: ${names(main)}`);
  for (const { key, elementId } of main) {
    if (elementId !== 'InProgress') continue;
    const work = state.childrenOf(key).filter((token) => WORK.includes(token.elementId));
    const leaving = state.childrenOf(key).some((token) => token.type === 'EVENT_SUB_PROCESS');
    if (work.length > 1 || (work.length === 0 && !leaving)) {
      tell(`${work.length} units work on it: ${names(state.childrenOf(key))}`);
    }
    for (const { key: call } of work) {
      const called = state.calledBy(call);
      if (called === undefined) tell('its handling has not begun');
      else if (called.elementId === 'handling') tell2(called);
    }
  }
  return broken;

  function tell2(handling: Token): void {
    const turns = state.childrenOf(handling.key).filter(({ elementId }) => IN_TURN.includes(elementId));
    const assisting = state.childrenOf(handling.key).some(({ elementId }) => elementId === 'AssistingUnits');
    if (turns.length > 1 || (turns.length === 0 && !assisting)) {
      tell(`it is the turn of ${turns.length} people: ${names(state.childrenOf(handling.key))}`);
    }
  }
}

function twoInstances(state: EngineState, roots: readonly Token[]): Broken[] {
  const seen = new Set<string>();
  return roots.flatMap((root): Broken[] => {
    const orderId = state.orderIdOf(root.key);
    if (root.elementId !== 'work-order' || orderId === undefined) return [];
    if (!seen.has(orderId)) {
      seen.add(orderId);
      return [];
    }
    return [{ orderId, what: 'two process instances handle it' }];
  });
}

/** A token that waits for nothing never goes on; an instance whose tokens only hope for a message may not either. */
function stuck(state: EngineState, root: Token): Broken[] {
  const broken: Broken[] = [];
  let goesOn = false;
  for (const token of state.within(root.key)) {
    const waits = state.waitsOf(token.key);
    goesOn ||= waits.some(({ kind }) => kind !== 'message');
    const isScope = state.childrenOf(token.key).length > 0 || state.calledBy(token.key) !== undefined;
    if (waits.length === 0 && !isScope) {
      broken.push(of(state, token.key, `${token.elementId} (${token.type}) waits for nothing`));
    }
  }
  if (!goesOn && !LIVING_ON.includes(root.elementId)) {
    broken.push(of(state, root.key, `${root.elementId} has no job, no task of a person and no timer`));
  }
  return broken;
}
