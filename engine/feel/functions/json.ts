import { zonedIsoOf } from '../temporal-values.ts';
import { toJson } from '../values.ts';
import { any, define, string } from './library.ts';
import type { Library } from './library.ts';

export const JSON_FUNCTIONS: Library = {
  ...define('from json', [string('value')], (run, text) => {
    run.characters(text.length);
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return run.warn(`'from json' was given what is no JSON`);
    }
  }),
  ...define('to json', [any('value')], (run, value) =>
    run.text(JSON.stringify(toJson(value, run, zonedIsoOf))),
  ),
};
