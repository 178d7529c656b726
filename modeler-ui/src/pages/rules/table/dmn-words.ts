import dictionary from './dmn-zh.json' with { type: 'json' };

type Replacements = Readonly<Record<string, string>>;

const words: Readonly<Record<string, string>> = dictionary;

/** A text of dmn-js in Chinese; what the dictionary lacks stays as it is. */
export function inChinese(template: string, replacements: Replacements = {}): string {
  const text = Object.hasOwn(words, template) ? (words[template] ?? template) : template;
  return text.replace(/\{\s*([^}\s]+)\s*\}/g, (_, name: string) => replacements[name] ?? `{${name}}`);
}

/** The dmn-js module that makes its translations ours. */
export const translateModule = { translate: ['value', inChinese] as ['value', typeof inChinese] };
