/**
 * Lints models that come as JSON on the standard input, `[{ xml, rule?, called? }]`, as the command line of bpmnlint does; prints
 * what is said of each as JSON. A process of its own, because jest can't load what bpmnlint requires.
 */
const { readFileSync } = require('node:fs');
const { Linter } = require('bpmnlint');
const NodeResolver = require('bpmnlint/lib/resolver/node-resolver');
const { BpmnModdle } = require('bpmn-moddle');
const { readProcesses } = require('../lint/processes.cjs');

async function main() {
  const { moddleExtensions, ...rc } = JSON.parse(readFileSync('.bpmnlintrc', 'utf8'));
  const packages = Object.fromEntries(
    Object.entries(moddleExtensions).map(([name, path]) => [name, require(path)]),
  );
  const resolver = new NodeResolver();
  const said = [];
  for (const { xml, rule, called } of JSON.parse(readFileSync(0, 'utf8'))) {
    const { rootElement, warnings } = await new BpmnModdle(packages).fromXML(xml);
    const options = called === undefined ? {} : { processes: await readProcesses([called]) };
    const config = rule === undefined ? rc : { rules: { [rule]: ['error', options] } };
    const reports = await new Linter({ config, resolver }).lint(rootElement);
    said.push([
      ...warnings.map((warning) => `import: ${warning.message}`),
      ...Object.values(reports).flatMap((found) => found.map(({ id, message }) => `${id}: ${message}`)),
    ]);
  }
  process.stdout.write(JSON.stringify(said));
}

void main();
