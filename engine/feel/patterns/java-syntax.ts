import { PatternProblem } from './problem.ts';

/**
 * Zeebe's regular expressions are Java's; this engine's are RE2's, which always end in linear time. What both have is
 * written differently at times, and translated here. What RE2 can't do is told as a problem of the kind `unsupported`.
 *
 * @param withComments the flag x: white space and `# …` are no part of the pattern
 * @throws PatternProblem for syntax of Java that RE2 has not
 */
export function fromJava(source: string, withComments: boolean): string {
  const reader: Reader = { source, position: 0, inClass: false, withComments };
  let translated = '';
  while (reader.position < source.length) translated += next(reader);
  return translated;
}

interface Reader {
  readonly source: string;
  readonly withComments: boolean;
  position: number;
  inClass: boolean;
}

function next(reader: Reader): string {
  const rest = reader.source.slice(reader.position, reader.position + 64);
  const character = rest.slice(0, 1);
  if (character === '\\') return escape(reader, rest);
  if (reader.inClass) return insideClass(reader, rest);
  if (reader.withComments && /^(\s|#)/.test(rest)) return comment(reader, rest);
  if (character === '[') reader.inClass = true;
  if (character === '(') checkGroup(rest);
  const quantifier = /^([*+?]|\{\d+(,\d*)?\})/.exec(rest)?.[0];
  if (quantifier !== undefined) return repetition(reader, rest, quantifier);
  reader.position += 1;
  if (reader.inClass && rest.startsWith('[^')) {
    reader.position += 1;
    return '[^';
  }
  return character;
}

function insideClass(reader: Reader, rest: string): string {
  if (rest.startsWith('[')) throw unsupported('a class inside of a class', '[');
  if (rest.startsWith('&&')) throw unsupported('an intersection of classes', '&&');
  if (rest.startsWith(']')) reader.inClass = false;
  reader.position += 1;
  return rest.slice(0, 1);
}

function comment(reader: Reader, rest: string): string {
  const end = rest.startsWith('#') ? reader.source.indexOf('\n', reader.position) : reader.position;
  reader.position = end < 0 ? reader.source.length : end + 1;
  return '';
}

function checkGroup(rest: string): void {
  const look = /^\(\?(?:[=!]|<[=!])/.exec(rest)?.[0];
  if (look !== undefined) throw unsupported('look-around', look);
  if (rest.startsWith('(?>')) throw unsupported('an atomic group', '(?>');
  const flags = /^\(\?-?[a-zA-Z]*[dDuUxX][a-zA-Z-]*[:)]/.exec(rest)?.[0];
  if (flags !== undefined) throw unsupported('an inline flag other than i, m and s', flags);
}

function repetition(reader: Reader, rest: string, quantifier: string): string {
  if (rest.startsWith('+', quantifier.length)) throw unsupported('a possessive quantifier', `${quantifier}+`);
  const lazy = rest.startsWith('?', quantifier.length) ? '?' : '';
  reader.position += quantifier.length + lazy.length;
  return quantifier + lazy;
}

const HORIZONTAL_SPACE = ' \\t\\x{A0}\\x{1680}\\x{180E}\\x{2000}-\\x{200A}\\x{202F}\\x{205F}\\x{3000}';

/** Classes of POSIX as Java names them. */
const POSIX: Readonly<Record<string, string>> = {
  Lower: 'lower',
  Upper: 'upper',
  ASCII: 'ascii',
  Alpha: 'alpha',
  Digit: 'digit',
  Alnum: 'alnum',
  Punct: 'punct',
  Graph: 'graph',
  Print: 'print',
  Blank: 'blank',
  Cntrl: 'cntrl',
  XDigit: 'xdigit',
  Space: 'space',
};

function escape(reader: Reader, rest: string): string {
  const quoted = rest.startsWith('\\Q') ? reader.source.indexOf('\\E', reader.position) : undefined;
  if (quoted !== undefined) {
    const end = quoted < 0 ? reader.source.length : quoted + 2;
    const text = reader.source.slice(reader.position + 2, quoted < 0 ? end : quoted);
    reader.position = end;
    return text.replace(/[\\^$.|?*+()[\]{}-]/g, '\\$&');
  }
  for (const [pattern, translate] of ESCAPES) {
    const match = pattern.exec(rest);
    if (match === null) continue;
    reader.position += match[0].length;
    return translate(match, reader.inClass);
  }
  reader.position += 2;
  return rest.slice(0, 2);
}

type Translate = (match: RegExpExecArray, inClass: boolean) => string;

const ESCAPES: readonly (readonly [RegExp, Translate])[] = [
  [/^\\u([0-9a-fA-F]{4})/, ([, code = '']) => `\\x{${code}}`],
  [/^\\c([A-Z])/, ([, letter = '']) => `\\x{${(letter.charCodeAt(0) ^ 64).toString(16)}}`],
  [/^\\e/, () => '\\x{1B}'],
  [/^\\h/, (_match, inClass) => (inClass ? HORIZONTAL_SPACE : `[${HORIZONTAL_SPACE}]`)],
  [/^\\R/, () => '(?:\\r\\n|[\\n\\x{0B}\\f\\r\\x{85}\\x{2028}\\x{2029}])'],
  [
    /^\\([pP])\{(\w+)\}/,
    ([whole, letter = '', name = ''], inClass) => property(whole, letter, name, inClass),
  ],
  [/^\\[1-9]/, ([whole]) => refuse('a back reference', whole)],
  [/^\\k</, ([whole]) => refuse('a back reference', whole)],
  [/^\\[GZHVX]/, ([whole]) => refuse('this escape', whole)],
];

function property(whole: string, letter: string, name: string, inClass: boolean): string {
  const posix = POSIX[name];
  if (posix !== undefined) {
    const item = `[:${letter === 'P' ? '^' : ''}${posix}:]`;
    return inClass ? item : `[${item}]`;
  }
  if (/^(In|java)/.test(name)) return refuse('this class', whole);
  return `\\${letter}{${name.replace(/^Is/, '')}}`;
}

function refuse(what: string, where: string): never {
  throw unsupported(what, where);
}

function unsupported(what: string, where: string): PatternProblem {
  return new PatternProblem('unsupported', `${what} <${where}> can not be evaluated in linear time`);
}
