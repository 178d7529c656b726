import { children } from '../model/moddle.ts';
import type { LogicCompiler } from './logic.ts';

/** A list whose items are boxes. */
export const compileList: LogicCompiler = (source, place) => {
  const items = children(source, 'elements').map((element, index) =>
    place.compile(element, `item ${index + 1} of the list`),
  );
  return {
    type: 'LIST',
    evaluate(context, run) {
      const values: unknown[] = [];
      for (const [index, item] of items.entries()) {
        const outcome = item?.evaluate(context, run) ?? { ok: true, value: null };
        if (!outcome.ok) return { ok: false, message: `item ${index + 1} of the list: ${outcome.message}` };
        values.push(outcome.value);
      }
      return { ok: true, value: values };
    },
  };
};
