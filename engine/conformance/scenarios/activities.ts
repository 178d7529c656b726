import {
  bpmnFile,
  chain,
  element,
  flow,
  loop,
  mapping,
  message,
  service,
  start,
  userTask,
} from '../../testing/index.ts';
import type { Scenario, ScenarioFile, Step } from './scenario.ts';

/*
 * Every activity alone and as a multi-instance, parallel and sequential. Each makes `made`, ten times its `item`.
 */

const JOB = '<zeebe:taskDefinition type="work" />';
const SCRIPT = '<zeebe:script expression="=item * 10" resultVariable="made" />';
const DECISION = '<zeebe:calledDecision decisionId="ten" resultVariable="made" />';
const MAPPED = mapping({ outputs: [['=item * 10', 'made']] });
const CALL =
  '<zeebe:calledElement processId="called" propagateAllChildVariables="true" propagateAllParentVariables="true" />' +
  mapping({ outputs: [['=made', 'made']] });
const FILES: readonly ScenarioFile[] = [
  {
    name: 'called.bpmn',
    text: bpmnFile({
      id: 'called',
      elements: start('s') + element('scriptTask', 't', { extensions: SCRIPT }) + flow('s', 't'),
    }),
  },
  {
    name: 'ten.dmn',
    text: `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="ten_drg" name="Ten" namespace="http://camunda.org/schema/1.0/dmn">
  <decision id="ten" name="Ten"><variable id="ten_v" name="ten" /><literalExpression id="ten_l"><text>item * 10</text></literalExpression></decision>
</definitions>`,
  },
];

/** What a client does for items that wait at the same time. */
type Work = (items: readonly number[]) => readonly Step[];
const job: Work = (items) =>
  items.map((item) => ({ work: 'work', expect: { item }, variables: { made: item * 10 } }));
const nothing: Work = () => [];

interface Activity {
  readonly name: string;
  /** The element `x` with what belongs inside it. */
  readonly draw: (inside: string) => string;
  readonly work: Work;
}

const task =
  (type: string, extensions: string, attributes = '') =>
  (inside: string): string =>
    element(type, 'x', { extensions, inside, attributes });

const sub =
  (type: string, extensions = '') =>
  (inside: string): string => {
    const content = inside + (type === 'subProcess' ? start('s') + flow('s', 'inner') : '');
    return element(type, 'x', { extensions, inside: content + service('inner', { type: 'work' }) });
  };

const ACTIVITIES: readonly Activity[] = [
  { name: 'serviceTask', draw: task('serviceTask', JOB), work: job },
  { name: 'sendTask', draw: task('sendTask', JOB), work: job },
  {
    name: 'receiveTask',
    draw: task('receiveTask', '', 'messageRef="message_m"'),
    work: (items) =>
      items.map((item) => ({ publish: 'm', key: String(item), variables: { made: item * 10 } })),
  },
  {
    name: 'userTask',
    draw: (inside) => userTask('x', { inside }),
    work: (items) => items.map((item) => ({ task: 'complete', variables: { made: item * 10 } })),
  },
  {
    name: 'userTask, job-based',
    draw: task('userTask', ''),
    work: (items) => job(items).map((step) => ({ ...step, work: 'io.camunda.zeebe:userTask' })),
  },
  { name: 'scriptTask', draw: task('scriptTask', SCRIPT), work: nothing },
  { name: 'scriptTask, job-based', draw: task('scriptTask', JOB), work: job },
  { name: 'businessRuleTask', draw: task('businessRuleTask', DECISION), work: nothing },
  { name: 'businessRuleTask, job-based', draw: task('businessRuleTask', JOB), work: job },
  { name: 'manualTask', draw: task('manualTask', MAPPED), work: nothing },
  { name: 'task', draw: task('task', MAPPED), work: nothing },
  { name: 'subProcess', draw: sub('subProcess'), work: job },
  {
    name: 'adHocSubProcess',
    draw: sub('adHocSubProcess', '<zeebe:adHoc activeElementsCollection="=[&quot;inner&quot;]" />'),
    work: job,
  },
  {
    name: 'adHocSubProcess, job-based',
    draw: sub('adHocSubProcess', '<zeebe:taskDefinition type="agent" />'),
    work: (items) => [
      ...items.map(() => ({ work: 'agent', activate: ['inner'] })),
      ...job(items),
      ...items.map(() => ({ work: 'agent', activate: [] })),
    ],
  },
  { name: 'callActivity', draw: task('callActivity', CALL), work: nothing },
];

const ITEMS = [1, 2, 3];
const COLLECT = {
  inputCollection: '=items',
  inputElement: 'item',
  outputCollection: 'results',
  outputElement: '=made',
};

function process(x: string): string {
  return bpmnFile({
    root: message('m', '=string(item)'),
    elements: [start(), x, service('after'), chain('start', 'x', 'after')].join(''),
  });
}

const files = (x: string): readonly ScenarioFile[] => [{ name: 'p.bpmn', text: process(x) }, ...FILES];

const alone = ({ name, draw, work }: Activity): Scenario => ({
  row: name,
  files: files(draw('')),
  steps: [{ start: { item: 1 } }, ...work([1]), { work: 'after', expect: { made: 10 } }, { ended: true }],
});

const forEach = ({ name, draw, work }: Activity, sequential: boolean): Scenario => ({
  row: `${name} / ${sequential ? 'sequential' : 'parallel'} multi-instance`,
  files: files(draw(loop(COLLECT, { sequential }))),
  steps: [
    { start: { items: ITEMS } },
    ...(sequential ? ITEMS.flatMap((item) => work([item])) : work(ITEMS)),
    { work: 'after', expect: { results: ITEMS.map((item) => item * 10) } },
    { ended: true },
  ],
});

export const activities: readonly Scenario[] = ACTIVITIES.flatMap((activity) => [
  alone(activity),
  forEach(activity, false),
  forEach(activity, true),
]);
