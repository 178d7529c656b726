/** A notice without white space and with one spelling of each sign, that still knows its lines. */
export interface NoticeText {
  readonly text: string;
  /** Line (from 1) of a position of the text. */
  readonly lineAt: (position: number) => number;
}

const SIGNS: Readonly<Record<string, string>> = {
  '（': '(',
  '）': ')',
  '：': ':',
  '，': ',',
  '；': ';',
  '〔': '[',
  '〕': ']',
  '［': '[',
  '］': ']',
  '—': '至',
  '–': '至',
  '－': '至',
  '-': '至',
  '~': '至',
  '～': '至',
  到: '至',
};

/** Brings a pasted notice to one spelling: full-width signs and digits, dashes between dates, spaces and line breaks. */
export function noticeText(pasted: string): NoticeText {
  let text = '';
  const lines: number[] = [];
  let line = 1;
  for (const sign of pasted.replace(/\r\n?/g, '\n')) {
    if (sign === '\n') line += 1;
    if (/[\s\u200b\ufeff]/.test(sign)) continue;
    const plain = SIGNS[sign] ?? (/[０-９]/.test(sign) ? String('０１２３４５６７８９'.indexOf(sign)) : sign);
    // `——` and `--` between two dates are one sign
    if (plain === '至' && text.endsWith('至')) continue;
    text += plain;
    for (let i = 0; i < plain.length; i += 1) lines.push(line);
  }
  return { text, lineAt: (position) => lines[Math.min(position, lines.length - 1)] ?? 1 };
}

const DIGITS = '〇一二三四五六七八九';

/** A number of up to 99 in Chinese, or a year digit by digit: `二十一` 21, `二〇〇六` 2006; NaN when it is none. */
export function chineseNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const plain = text.replace(/[○零O0?]/g, '〇');
  if (/^[〇一二三四五六七八九]{4}$/.test(plain)) {
    return Number(plain.replace(/./g, (digit) => String(DIGITS.indexOf(digit))));
  }
  const match = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(plain);
  if (!match || plain === '') return Number.NaN;
  const [, tens, ten, ones] = match;
  const last = ones === undefined ? 0 : DIGITS.indexOf(ones);
  if (ten === undefined) return tens !== undefined && ones === undefined ? DIGITS.indexOf(tens) : Number.NaN;
  return (tens === undefined ? 1 : DIGITS.indexOf(tens)) * 10 + last;
}
