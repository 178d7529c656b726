import mustache from 'mustache';
import { DomainError } from '@jiesu/domain';
import type { ConfigTexts, DocumentKind, OfficialDocument, RulesNow } from '@jiesu/store';

const KINDS: readonly DocumentKind[] = ['assignment', 'coordination', 'supervision', 'closing'];
/** Parts that the templates share. */
const PARTIALS = ['head', 'order', 'foot', 'days'];

/** Puts a document on paper: HTML that a browser prints or saves as PDF. */
export type PrintDocument = (document: OfficialDocument) => string;

/**
 * Prints documents by the templates in force. All values are escaped.
 * @throws DomainError CONFIG_INVALID naming a template that is missing or that mustache can not read, at once when the
 *   templates in force are wrong, and when a document is printed by templates that came later
 */
export function documentPrinter(rules: () => Pick<RulesNow, 'texts'>): PrintDocument {
  let texts = rules().texts;
  let print = printerOf(texts);
  return (document) => {
    const now = rules().texts;
    if (now !== texts) {
      print = printerOf(now);
      texts = now;
    }
    return print(document);
  };
}

function printerOf(texts: ConfigTexts): PrintDocument {
  const templates = new Map([...KINDS, ...PARTIALS].map((name) => [name, template(texts, name)]));
  const partials = Object.fromEntries(PARTIALS.map((name) => [name, templates.get(name) ?? '']));
  return ({ kind, _id, follows, content }) =>
    mustache.render(templates.get(kind) ?? '', { ...content, no: _id, follows }, partials);
}

function template(texts: ConfigTexts, name: string): string {
  const file = `documents/${name}.mustache`;
  const text = texts.get(file);
  if (text === undefined) throw invalid(`${file}: is missing`);
  try {
    mustache.parse(text);
    return text;
  } catch (error) {
    throw invalid(`${file}: ${error instanceof Error ? error.message : ''}`, error);
  }
}

function invalid(detail: string, cause?: unknown): DomainError {
  return new DomainError('CONFIG_INVALID', { params: { detail }, cause });
}
