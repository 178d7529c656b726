import path from 'node:path';
import { CACHE, programTests, run } from '../program-tests.ts';

const target = path.join(CACHE, 'java');
const MAVEN = [
  '--quiet',
  '--batch-mode',
  '--file',
  path.join(import.meta.dirname, 'pom.xml'),
  `-Dmaven.repo.local=${path.join(CACHE, 'maven')}`,
  `-Dconformance.target=${target}`,
  'compile',
  'dependency:copy-dependencies',
  `-DoutputDirectory=${path.join(target, 'lib')}`,
];

programTests({
  name: 'Java',
  needs: [
    ['javac', 'install a JDK of Java 17 or later'],
    ['mvn', 'install Maven 3.8 or later'],
  ],
  coverage: path.join(import.meta.dirname, 'covered-rows.json'),
  does: () => true,
  build: async () => {
    // What was fetched before is enough, unless the file of the project has changed.
    await run('mvn', ['--offline', ...MAVEN]).catch(() => run('mvn', MAVEN));
    const classPath = `${path.join(target, 'classes')}:${path.join(target, 'lib')}/*`;
    return ['java', '-cp', classPath, 'jiesu.conformance.Main'];
  },
});
