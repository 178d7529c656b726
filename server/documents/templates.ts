import { readFile } from 'node:fs/promises';
import path from 'node:path';
import mustache from 'mustache';
import { DomainError } from '@jiesu/domain';
import type { DocumentKind, OfficialDocument } from '@jiesu/store';

const KINDS: readonly DocumentKind[] = ['assignment', 'coordination', 'supervision', 'closing'];
/** Parts that the templates share. */
const PARTIALS = ['head', 'order', 'foot'];

/** Puts a document on paper: HTML that a browser prints or saves as PDF. */
export type PrintDocument = (document: OfficialDocument) => string;

/**
 * Reads the templates of the four documents from config/documents. All values are escaped.
 * @throws DomainError CONFIG_INVALID naming a file that is missing or that mustache can not read
 */
export async function readDocumentTemplates(root: string): Promise<PrintDocument> {
  const folder = path.join(root, 'config', 'documents');
  const files = await Promise.all(
    [...KINDS, ...PARTIALS].map(async (name) => [name, await template(folder, name)] as const),
  );
  const templates = new Map<string, string>(files);
  const partials = Object.fromEntries(files.filter(([name]) => PARTIALS.includes(name)));
  return ({ kind, _id, follows, content }) =>
    mustache.render(templates.get(kind) ?? '', { ...content, no: _id, follows }, partials);
}

async function template(folder: string, name: string): Promise<string> {
  const file = `${name}.mustache`;
  try {
    const text = await readFile(path.join(folder, file), 'utf8');
    mustache.parse(text);
    return text;
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    throw new DomainError('CONFIG_INVALID', {
      params: { detail: `documents/${file}: ${reason}` },
      cause: error,
    });
  }
}
