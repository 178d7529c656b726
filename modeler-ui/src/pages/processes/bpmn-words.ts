import dictionary from './bpmn-zh.json';

type Replacements = Readonly<Record<string, string>>;

const words: Readonly<Record<string, string>> = dictionary;

/** A text of bpmn-js or its panel in Chinese; what the dictionary lacks stays as it is. */
export function inChinese(template: string, replacements: Replacements = {}): string {
  const text = Object.hasOwn(words, template) ? (words[template] ?? template) : template;
  return text.replace(/\{([^}]+)\}/g, (_, name: string) => replacements[name] ?? `{${name}}`);
}

/** The bpmn-js module that makes its translations ours. */
export const translateModule = { translate: ['value', inChinese] as ['value', typeof inChinese] };
