import {
  bpmnFile,
  chain,
  element,
  flow,
  message,
  messageEvent,
  service,
  start,
  timer,
} from '../../testing/index.ts';
import { scenario, type Scenario } from './scenario.ts';

const process = (...elements: readonly string[]): string =>
  bpmnFile({ root: message('m', '="k"') + message('n', '="k"'), elements: elements.join('') });

/** A fork of a kind to <a>, <b> and <c>, and a join of the same kind. */
const forkAndJoin = (type: string, conditions: readonly (string | undefined)[]): string =>
  process(
    start(),
    element(type, 'fork', conditions.includes('default') ? { attributes: 'default="fork_c"' } : {}),
    element(type, 'join'),
    service('after'),
    chain('start', 'fork') + chain('join', 'after'),
    ...['a', 'b', 'c'].map((id, index) => {
      const condition = conditions[index];
      return (
        service(id) + flow('fork', id, condition === 'default' ? undefined : condition) + flow(id, 'join')
      );
    }),
  );

export const gateways: readonly Scenario[] = [
  scenario(
    'exclusiveGateway',
    forkAndJoin('exclusiveGateway', ['=n > 20', '=n > 10', 'default']),
    { start: { n: 15 } },
    { none: 'a' },
    { work: 'b' },
    { work: 'after' },
    { ended: true },
    { start: { n: 1 } },
    { work: 'c' },
    { work: 'after' },
    { ended: true },
  ),
  scenario(
    'inclusiveGateway',
    forkAndJoin('inclusiveGateway', ['=n > 10', '=n > 5', 'default']),
    { start: { n: 15 } },
    { none: 'c' },
    { work: 'a' },
    { none: 'after' },
    { work: 'b' },
    { work: 'after' },
    { ended: true },
    { start: { n: 1 } },
    { work: 'c' },
    { work: 'after' },
    { ended: true },
  ),
  scenario(
    'parallelGateway',
    forkAndJoin('parallelGateway', []),
    { start: {} },
    { work: 'c' },
    { work: 'a' },
    { none: 'after' },
    { work: 'b' },
    { work: 'after' },
    { ended: true },
  ),
  scenario(
    'eventBasedGateway',
    process(
      start(),
      element('eventBasedGateway', 'fork'),
      element('intermediateCatchEvent', 'reply', { inside: messageEvent('m') }),
      element('intermediateCatchEvent', 'other', { inside: messageEvent('n') }),
      element('intermediateCatchEvent', 'late', { inside: timer('timeDuration', 'PT1H') }),
      service('after'),
      chain('start', 'fork', 'reply', 'after') + flow('fork', 'late') + flow('fork', 'other'),
    ),
    { start: {} },
    { publish: 'm', key: 'k', variables: { reply: '已答复' } },
    { publish: 'n', key: 'k' },
    { work: 'after', expect: { reply: '已答复' } },
    { ended: true },
  ),
];
