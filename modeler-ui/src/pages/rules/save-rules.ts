import { ruleApi } from '../../api/index.ts';
import { saveFile } from '../../components/index.ts';

/** Saves all files of rules as one JSON file, `{files: {name: text}}`, which a change can import again. */
export async function saveRules(): Promise<void> {
  const answer = await ruleApi.exported();
  const files = 'files' in answer && typeof answer.files === 'object' ? answer.files : answer;
  saveFile('jiesu-rules.json', 'application/json', JSON.stringify({ files }, null, 2));
}
