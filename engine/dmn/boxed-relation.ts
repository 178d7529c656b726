import { children, text } from '../model/moddle.ts';
import type { LogicCompiler } from './logic.ts';

/** A relation: a list of contexts, one a row, that have the columns' names for keys. */
export const compileRelation: LogicCompiler = (source, place) => {
  const columns = children(source, 'column').map((column) => text(column, 'name') ?? '');
  if (columns.length === 0) place.fields.problems.add(place.ownerId, 'the relation has no column');
  if (columns.includes('')) place.fields.problems.add(place.ownerId, 'a column of the relation has no name');
  if (new Set(columns).size < columns.length)
    place.fields.problems.add(place.ownerId, 'two columns of the relation have one name');
  const rows = children(source, 'row').map((row, index) => {
    const cells = children(row, 'elements');
    if (cells.length !== columns.length) {
      place.fields.problems.add(
        place.ownerId,
        `row ${index + 1} of the relation has ${cells.length} cells for ${columns.length} columns`,
      );
    }
    return cells.map((cell, column) => ({
      column: columns[column] ?? '',
      logic: place.compile(cell, `row ${index + 1}, column <${columns[column] ?? ''}> of the relation`),
    }));
  });
  return {
    type: 'RELATION',
    evaluate(context, run) {
      const values: unknown[] = [];
      for (const [index, cells] of rows.entries()) {
        const row = new Map<string, unknown>();
        for (const { column, logic } of cells) {
          const outcome = logic?.evaluate(context, run) ?? { ok: true, value: null };
          if (!outcome.ok) {
            const message = `row ${index + 1}, column <${column}> of the relation: ${outcome.message}`;
            return { ok: false, message };
          }
          row.set(column, outcome.value);
        }
        values.push(Object.fromEntries(row));
      }
      return { ok: true, value: values };
    },
  };
};
