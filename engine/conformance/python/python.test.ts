import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CACHE, programTests, run } from '../program-tests.ts';
import { needsRest } from '../scenarios/index.ts';

const venv = path.join(CACHE, 'pyzeebe');
const python = path.join(venv, 'bin', 'python');
const requirements = path.join(import.meta.dirname, 'requirements.txt');

programTests({
  name: 'pyzeebe',
  needs: [['python3', 'install Python 3.10 or later with its venv module']],
  coverage: path.join(import.meta.dirname, 'covered-rows.json'),
  does: (scenario) => !needsRest(scenario),
  build: async () => {
    const wanted = await readFile(requirements, 'utf8');
    const marker = path.join(venv, 'made-from');
    if ((await readFile(marker, 'utf8').catch(() => '')) !== wanted) {
      await rm(venv, { recursive: true, force: true });
      await run('python3', ['-m', 'venv', venv]);
      const quiet = ['--quiet', '--disable-pip-version-check', '--no-input'];
      await run(python, ['-m', 'pip', 'install', ...quiet, '--requirement', requirements]);
      await writeFile(marker, wanted);
    }
    return [python, path.join(import.meta.dirname, 'conformance.py')];
  },
});
