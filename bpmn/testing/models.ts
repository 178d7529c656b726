import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BpmnModdle } from 'bpmn-moddle';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { children, idOf, readBpmn } from '../../engine/model/moddle.ts';
import type { ModdleElement } from '../../engine/model/moddle.ts';

const BPMN = new URL('../', import.meta.url);
const CONFIG = new URL('../../config/', import.meta.url);

/** Names of the files of bpmn/ with an extension, as `.form`. */
export function modelFiles(extension: string): string[] {
  return readdirSync(BPMN).filter((name) => name.endsWith(extension));
}

/** Names of the files of config/ with an extension, as `.dmn`. */
export function configFiles(extension: string): string[] {
  return readdirSync(CONFIG).filter((name) => name.endsWith(extension));
}

/** The text of a file of bpmn/. */
export function modelText(name: string): string {
  return readFileSync(new URL(name, BPMN), 'utf8');
}

/** The text of a file of config/. */
export function configText(name: string): string {
  return readFileSync(new URL(name, CONFIG), 'utf8');
}

/** A parsed model. Each call parses anew, so a test may spoil what it got. @throws Error when the parser leaves something out */
export async function readModel(name: string): Promise<ModdleElement> {
  const { definitions, warnings } = await readBpmn(modelText(name));
  if (warnings.length > 0)
    throw new Error(`${name}: ${warnings.map((warning) => warning.message).join(', ')}`);
  return definitions;
}

/** All processes, flow elements and artifacts of a model, with those inside of subprocesses. */
export function elementsOf(definitions: ModdleElement): ModdleElement[] {
  const inside = (scope: ModdleElement): ModdleElement[] => [
    scope,
    ...children(scope, 'flowElements').flatMap(inside),
    ...children(scope, 'artifacts'),
  ];
  return children(definitions, 'rootElements')
    .filter((root) => root.$type === 'bpmn:Process')
    .flatMap(inside);
}

/** An element by its id. @throws Error when the model has none */
export function elementOf(definitions: ModdleElement, id: string): ModdleElement {
  const element = elementsOf(definitions).find((candidate) => idOf(candidate) === id);
  if (element === undefined) throw new Error(`no element <${id}>`);
  return element;
}

/** A model as the modeler saves it. */
export async function writeModel(definitions: ModdleElement): Promise<string> {
  const moddle = new BpmnModdle({ zeebe }) as unknown as Writer;
  return (await moddle.toXML(definitions, { format: true })).xml;
}

interface Writer {
  toXML(definitions: ModdleElement, options: { format: boolean }): Promise<{ xml: string }>;
}

/** A model to lint with all rules of .bpmnlintrc, or with one. */
export interface LintRequest {
  readonly xml: string;
  readonly rule?: string;
  /** A model that stands for the one of bpmn/ with the same process id where others call it. */
  readonly called?: string;
}

/** What the rules say about each of some models, as `element: message`. */
export function lint(requests: readonly LintRequest[]): string[][] {
  const script = fileURLToPath(new URL('testing/lint-models.cjs', BPMN));
  const output = execFileSync(process.execPath, [script], {
    cwd: fileURLToPath(new URL('../', BPMN)),
    input: JSON.stringify(requests),
    encoding: 'utf8',
  });
  return JSON.parse(output) as string[][];
}
