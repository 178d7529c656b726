import { compileContext } from './boxed-context.ts';
import { compileFunctionDefinition } from './boxed-function.ts';
import { compileList } from './boxed-list.ts';
import { compileRelation } from './boxed-relation.ts';
import { compileDecisionTable } from './decision-table.ts';
import type { DmnFieldReader } from './fields.ts';
import { compileInvocation } from './invocation.ts';
import { compileLiteralExpression } from './literal-expression.ts';
import type { Knowledge, LogicCompiler, LogicPlace } from './logic.ts';

/** How logic is compiled, by its DMN type; others are refused. */
export const LOGIC: Readonly<Record<string, LogicCompiler>> = {
  'dmn:DecisionTable': compileDecisionTable,
  'dmn:LiteralExpression': compileLiteralExpression,
  'dmn:Context': compileContext,
  'dmn:Invocation': compileInvocation,
  'dmn:List': compileList,
  'dmn:Relation': compileRelation,
  'dmn:FunctionDefinition': compileFunctionDefinition,
};

/** What a decision may be, and what a business knowledge model may be: as in Zeebe, whose models these are. */
export const OF_DECISIONS = [
  'DecisionTable',
  'LiteralExpression',
  'Context',
  'Invocation',
  'List',
  'Relation',
];
export const OF_KNOWLEDGE = ['DecisionTable', 'LiteralExpression', 'Context', 'List', 'Relation'];

/** The place of all logic of one decision or business knowledge model. */
export function placeOf(
  ownerId: string,
  fields: DmnFieldReader,
  knowledge: ReadonlyMap<string, Knowledge>,
): LogicPlace {
  const place: LogicPlace = {
    ownerId,
    fields,
    knowledge,
    compile(source, what, allowed) {
      if (source === undefined) {
        fields.problems.add(ownerId, `${what} has no logic`);
        return undefined;
      }
      const compile = LOGIC[source.$type];
      const isAllowed = allowed === undefined || allowed.some((type) => source.$type === `dmn:${type}`);
      if (compile !== undefined && isAllowed) return compile(source, place);
      fields.problems.add(ownerId, `${what} can not be a <${source.$type}>`);
      return undefined;
    },
  };
  return place;
}
