import path from 'node:path';
import { readConfigTexts } from '@jiesu/store';

/** The decision tables of config/, as the engine is given them. @param root the repository */
export async function decisionTables(root: string): Promise<{ name: string; content: string }[]> {
  const texts = await readConfigTexts(path.join(root, 'config'));
  return [...texts].filter(([name]) => name.endsWith('.dmn')).map(([name, content]) => ({ name, content }));
}
