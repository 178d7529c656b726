/** What a resource may be at most; larger ones are refused before they are parsed. */
export const XML_LIMITS = {
  /** Characters of the file. */
  length: 4_000_000,
  /** Elements nested in one another. */
  depth: 64,
} as const;

/**
 * Looks for what must never reach the parser: document type and entity declarations (entity expansion), nesting
 * beyond the limit, and files beyond the limit. One linear scan, which builds nothing.
 * @returns the reason to refuse the file, or undefined.
 */
export function xmlThreat(xml: string): string | undefined {
  if (xml.length > XML_LIMITS.length)
    return `the file has ${xml.length} characters, at most ${XML_LIMITS.length} are allowed`;
  let depth = 0;
  let at = xml.indexOf('<');
  while (at >= 0) {
    const end = endOfMarkup(xml, at);
    if (end < 0) return 'the XML ends inside of a tag, comment or CDATA section';
    if (xml.startsWith('<!', at) && !xml.startsWith('<!--', at) && !xml.startsWith('<![CDATA[', at)) {
      return 'document type and entity declarations are not allowed';
    }
    const next = xml[at + 1];
    if (next === '/') depth -= 1;
    else if (next !== '!' && next !== '?' && xml[end - 1] !== '/') depth += 1;
    if (depth > XML_LIMITS.depth) return `elements are nested deeper than ${XML_LIMITS.depth}`;
    at = xml.indexOf('<', end);
  }
  return undefined;
}

/** Index of the last character of the markup that starts at `at`, or -1. */
function endOfMarkup(xml: string, at: number): number {
  if (xml.startsWith('<!--', at)) return past(xml.indexOf('-->', at + 4), 2);
  if (xml.startsWith('<![CDATA[', at)) return past(xml.indexOf(']]>', at), 2);
  if (xml.startsWith('<?', at)) return past(xml.indexOf('?>', at), 1);
  let quote = '';
  for (let index = at + 1; index < xml.length; index += 1) {
    const character = xml[index];
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return index;
  }
  return -1;
}

function past(index: number, length: number): number {
  return index < 0 ? -1 : index + length;
}
