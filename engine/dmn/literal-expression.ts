import { idOf } from '../model/moddle.ts';
import type { LogicCompiler } from './logic.ts';

/** One FEEL expression. */
export const compileLiteralExpression: LogicCompiler = (source, { fields, ownerId }) => {
  const before = fields.problems.problems.length;
  const expression = fields.expression(ownerId, 'the literal expression', source);
  if (expression === undefined) {
    const isReported = fields.problems.problems.length > before;
    if (!isReported) fields.problems.add(ownerId, `the expression <${idOf(source)}> is empty`);
    return undefined;
  }
  return { type: 'LITERAL_EXPRESSION', evaluate: (context, run) => expression.value(context, run) };
};
