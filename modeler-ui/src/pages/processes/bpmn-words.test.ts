import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { inChinese } from './bpmn-words.ts';

const require = createRequire(import.meta.url);

/** Literal texts that a file of bpmn-js gives to its translator. */
function textsOf(file: string): string[] {
  const source = readFileSync(require.resolve(file), 'utf8');
  return [...source.matchAll(/\btranslate\(\s*'([^']+)'/g)].map((match) => match[1] ?? '');
}

describe('words of the modeler', () => {
  it('given the palette and the context pad, when shown, then every text is Chinese', () => {
    const texts = [
      ...textsOf('bpmn-js/lib/features/palette/PaletteProvider.js'),
      ...textsOf('bpmn-js/lib/features/context-pad/ContextPadProvider.js'),
    ];
    expect(texts.length).toBeGreaterThan(30);
    expect(texts.filter((text) => inChinese(text) === text)).toEqual([]);
  });

  it('given a text with a place to fill, when shown, then it is filled; an unknown text stays', () => {
    expect(inChinese('Append {type}', { type: '任务' })).toBe('追加任务');
    expect(inChinese('Not in the dictionary')).toBe('Not in the dictionary');
  });
});
