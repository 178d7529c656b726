/** The processes that call activities call: those of the models beside bpmn/lint, by their id. */
const { readFileSync, readdirSync } = require('node:fs');
const { join } = require('node:path');
const { is } = require('bpmnlint-utils');

const MODELS = join(__dirname, '..');

/** Processes of some models, given as XML. @returns a promise of a map by process id */
async function readProcesses(texts) {
  const { BpmnModdle } = await import('bpmn-moddle');
  const moddle = new BpmnModdle({ zeebe: require('zeebe-bpmn-moddle/resources/zeebe.json') });
  const processes = new Map();
  for (const text of texts) {
    const { rootElement } = await moddle.fromXML(text);
    for (const process of processesOf(rootElement)) processes.set(process.id, process);
  }
  return processes;
}
exports.readProcesses = readProcesses;

function processesOf(definitions) {
  return (definitions.rootElements ?? []).filter((root) => is(root, 'bpmn:Process'));
}
exports.processesOf = processesOf;

/**
 * A rule that looks into called processes. bpmnlint waits for a promise of a rule, so the models are read once, before the
 * first check. The option `processes` (a map by id) stands for those of bpmn/, e.g. in a browser.
 */
exports.withCalledProcesses = async function (createRule) {
  let beside;
  try {
    const names = readdirSync(MODELS).filter((name) => name.endsWith('.bpmn'));
    beside = await readProcesses(names.map((name) => readFileSync(join(MODELS, name), 'utf8')));
  } catch {
    // A model that can't be read is reported where it is linted itself.
    beside = new Map();
  }
  return ({ processes, ...options } = {}) => {
    const known = new Map([...beside, ...(processes ?? [])]);
    return createRule(options, (callActivity) => calledProcess(callActivity, known));
  };
};

/** The process that a call activity calls; undefined when no model has it. One in the same file comes first. */
function calledProcess(callActivity, known) {
  const id = callActivity.extensionElements?.values?.find((value) =>
    is(value, 'zeebe:CalledElement'),
  )?.processId;
  let root = callActivity;
  while (root.$parent !== undefined) root = root.$parent;
  return processesOf(root).find((process) => process.id === id) ?? known.get(id);
}
