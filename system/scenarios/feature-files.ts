import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { AstBuilder, GherkinClassicTokenMatcher, Parser, compile } from '@cucumber/gherkin';
import { IdGenerator } from '@cucumber/messages';
import type { Table } from './steps.ts';

/** A scenario with its examples filled in. */
export interface Scenario {
  readonly feature: string;
  readonly name: string;
  readonly steps: readonly { readonly text: string; readonly table: Table }[];
}

/** Reads every .feature file of a folder (Gherkin, Chinese). @throws Error of the parser naming file and line */
export function readScenarios(folder: string): Scenario[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.feature'))
    .sort()
    .flatMap((name) => scenariosOf(path.join(folder, name)));
}

function scenariosOf(file: string): Scenario[] {
  const newId = IdGenerator.incrementing();
  const parser = new Parser(new AstBuilder(newId), new GherkinClassicTokenMatcher());
  const document = parser.parse(readFileSync(file, 'utf8'));
  const feature = document.feature?.name ?? path.basename(file);
  return compile(document, file, newId).map(({ name, steps }) => ({
    feature,
    name,
    steps: steps.map(({ text, argument }) => ({
      text,
      table: (argument?.dataTable?.rows ?? []).map(({ cells }) => cells.map(({ value }) => value)),
    })),
  }));
}
