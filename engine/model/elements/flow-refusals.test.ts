import { describe, expect, it } from '@jest/globals';
import {
  boundary,
  flow,
  message,
  onTask,
  problemsOf,
  receives,
  START,
  timer,
  waits,
} from './refusal-sample.ts';
import type { Refusal } from './refusal-sample.ts';

const CASES: readonly Refusal[] = [
  // flows and gateways
  [
    'a choice without a condition',
    `${START}<bpmn:exclusiveGateway id="g" default="f1" /><bpmn:task id="a" />${flow('f1', 'g', 'a')}${flow('f2', 'g', 'a')}`,
    'f2',
    'the flow from the gateway <g> needs a condition, or must be its default flow',
  ],
  [
    'a condition that is no FEEL',
    `${START}<bpmn:exclusiveGateway id="g" /><bpmn:task id="a" /><bpmn:sequenceFlow id="f" sourceRef="g" targetRef="a"><bpmn:conditionExpression>yes</bpmn:conditionExpression></bpmn:sequenceFlow>`,
    'f',
    'must be a FEEL expression',
  ],
  [
    'a default flow with a condition',
    `${START}<bpmn:exclusiveGateway id="g" default="f" /><bpmn:task id="a" /><bpmn:sequenceFlow id="f" sourceRef="g" targetRef="a"><bpmn:conditionExpression>=a</bpmn:conditionExpression></bpmn:sequenceFlow>`,
    'f',
    'the default flow of a gateway must not have a condition',
  ],
  [
    'a condition behind a task',
    `${START}<bpmn:task id="a" /><bpmn:sequenceFlow id="f" sourceRef="start" targetRef="a"><bpmn:conditionExpression>=a</bpmn:conditionExpression></bpmn:sequenceFlow>`,
    'f',
    'only behind an exclusive or inclusive gateway',
  ],
  [
    'a flow to nowhere',
    `${START}${flow('f', 'start', 'gone')}`,
    'f',
    'the sequence flow has no target that can be executed',
  ],
  [
    'a flow into a subprocess',
    `${START}<bpmn:subProcess id="s"><bpmn:startEvent id="ss" /><bpmn:task id="a" /></bpmn:subProcess>${flow('f', 'start', 'a')}`,
    'f',
    'crosses the border of a process or subprocess',
  ],
  [
    'a flow into a start',
    `${START}<bpmn:task id="a" />${flow('f', 'a', 'start')}`,
    'start',
    'a start event must not have incoming flows',
  ],
  [
    'a flow out of an end',
    `${START}<bpmn:task id="a" /><bpmn:endEvent id="x" />${flow('f', 'x', 'a')}`,
    'x',
    'an end event must not have outgoing flows',
  ],
  [
    'an event gateway of one event',
    `${START}<bpmn:eventBasedGateway id="x" />${waits(timer('timeDuration', 'PT1H'), 't')}${flow('f', 'x', 't')}`,
    'x',
    'needs at least two outgoing flows',
  ],
  [
    'an event gateway to a task',
    `${START}<bpmn:eventBasedGateway id="x" />${waits(timer('timeDuration', 'PT1H'), 't')}<bpmn:task id="a" />${flow('f', 'x', 't')}${flow('f2', 'x', 'a')}`,
    'x',
    'must lead to intermediate catch events, <a> is none',
  ],
  [
    'an event gateway to the same message twice',
    `${START}<bpmn:eventBasedGateway id="x" />${waits(receives('m1'), 'a')}${waits(receives('m1', 'md2'), 'b')}${flow('f', 'x', 'a')}${flow('f2', 'x', 'b')}`,
    'b',
    'another event that catches the same message <m>',
    { root: message('m1') },
  ],
  [
    'another way to an event behind an event gateway',
    `${START}<bpmn:eventBasedGateway id="x" />${waits(timer('timeDuration', 'PT1H'), 't')}${waits(receives('m1'), 'n')}${flow('f', 'x', 't')}${flow('f2', 'x', 'n')}${flow('f3', 'start', 't')}`,
    't',
    'must have no other incoming flow',
    { root: message('m1') },
  ],
  // events
  [
    'a timer of two kinds',
    `${START}${waits(`<bpmn:timerEventDefinition id="td"><bpmn:timeDate>2026-01-01T00:00:00Z</bpmn:timeDate><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>`)}`,
    'x',
    'exactly one of time date, time duration and time cycle',
  ],
  [
    'a timer of no kind',
    `${START}${waits('<bpmn:timerEventDefinition id="td" />')}`,
    'x',
    'exactly one of time date, time duration and time cycle',
  ],
  [
    'a timer that is none',
    `${START}${waits(timer('timeDuration', 'an hour'))}`,
    'x',
    '<an hour> is not an ISO 8601 duration',
  ],
  [
    'a cycle in an intermediate event',
    `${START}${waits(timer('timeCycle', 'R/PT1H'))}`,
    'x',
    'a time cycle is not allowed in a timer event at: intermediate catch',
  ],
  [
    'a cycle that interrupts',
    onTask(boundary(timer('timeCycle', 'R/PT1H'))),
    'x',
    'a time cycle is not allowed in a timer event at: interrupting boundary',
  ],
  [
    'a start after a duration',
    `<bpmn:startEvent id="x">${timer('timeDuration', 'PT1H')}</bpmn:startEvent>`,
    'x',
    'a time duration is not allowed in a timer event at: process start',
  ],
  [
    'a start timer that reads variables',
    `<bpmn:startEvent id="x">${timer('timeDate', '=when')}</bpmn:startEvent>`,
    'x',
    'is evaluated at deployment, it can not read <when>',
  ],
  [
    'a message without a name',
    `${START}${waits(receives('m1'))}`,
    'x',
    'the name of the message <m1> is missing',
    { root: message('m1', '') },
  ],
  [
    'a message without a correlation key',
    `${START}${waits(receives('m1'))}`,
    'x',
    'the correlation key of the message <m> is missing',
    { root: message('m1', 'name="m"', '') },
  ],
  [
    'an event of two definitions',
    `${START}${waits(`${timer('timeDuration', 'PT1H')}${receives('m1')}`)}`,
    'x',
    'at most one event definition',
    { root: message('m1') },
  ],
  [
    'a catch of nothing',
    `${START}${waits('')}`,
    'x',
    'an intermediate catch event needs an event definition',
  ],
  [
    'an error in an intermediate event',
    `${START}${waits('<bpmn:errorEventDefinition id="e" />')}`,
    'x',
    '<bpmn:ErrorEventDefinition> is not allowed in an event at: intermediate catch',
  ],
  ['a boundary event of nothing', onTask(boundary('')), 'x', 'a boundary event needs an event definition'],
  [
    'an error that does not interrupt',
    onTask(boundary('<bpmn:errorEventDefinition id="e" />', 'cancelActivity="false"')),
    'x',
    'an event that catches an error must be interrupting',
  ],
  [
    'an error code in FEEL',
    onTask(boundary('<bpmn:errorEventDefinition id="e" errorRef="er" />')),
    'x',
    'the error code of a catch event must be static',
    { root: '<bpmn:error id="er" errorCode="=code" />' },
  ],
  [
    'an error without a code',
    onTask(boundary('<bpmn:errorEventDefinition id="e" errorRef="er" />')),
    'x',
    'the error code of <er> is missing',
    { root: '<bpmn:error id="er" />' },
  ],
  [
    'two catches of an error',
    onTask(
      boundary('<bpmn:errorEventDefinition id="e" errorRef="er" />', '', 'b') +
        boundary('<bpmn:errorEventDefinition id="e2" errorRef="er" />'),
    ),
    'x',
    'another event that catches the same error <E>',
    { root: '<bpmn:error id="er" errorCode="E" />' },
  ],
  [
    'two catches of all errors',
    onTask(
      boundary('<bpmn:errorEventDefinition id="e" />', '', 'b') +
        boundary('<bpmn:errorEventDefinition id="e2" />'),
    ),
    'x',
    'another event that catches the same error of any code',
  ],
  [
    'two catches of a message',
    onTask(boundary(receives('m1'), '', 'b') + boundary(receives('m1', 'md2'))),
    'x',
    'another event that catches the same message <m>',
    { root: message('m1') },
  ],
  [
    'a boundary event on a gateway',
    `${START}<bpmn:exclusiveGateway id="a" />${boundary(timer('timeDuration', 'PT1H'))}`,
    'x',
    'attached to <a>, which is no activity',
  ],
  [
    'a boundary event on nothing',
    `${START}<bpmn:boundaryEvent id="x">${timer('timeDuration', 'PT1H')}</bpmn:boundaryEvent>`,
    'x',
    'is not attached to an activity of its scope',
  ],
  [
    'a flow into a boundary event',
    onTask(boundary(timer('timeDuration', 'PT1H')) + flow('f', 'start', 'x')),
    'x',
    'a boundary event must not have incoming flows',
  ],
  // scopes
  ['a process without a start', '<bpmn:task id="a" />', 'p', 'the process has no start event'],
  [
    'a process with two starts',
    `${START}<bpmn:startEvent id="x" />`,
    'x',
    'the process has another none start event, <start>',
  ],
  [
    'two starts by a message',
    `<bpmn:startEvent id="a">${receives('m1')}</bpmn:startEvent><bpmn:startEvent id="x">${receives('m1', 'md2')}</bpmn:startEvent>`,
    'x',
    'another event that catches the same message <m>',
    { root: message('m1') },
  ],
  [
    'a subprocess without a start',
    `${START}<bpmn:subProcess id="x"><bpmn:task id="a" /></bpmn:subProcess>`,
    'x',
    'a subprocess needs exactly one start event, this has 0',
  ],
  [
    'a subprocess that starts by a timer',
    `${START}<bpmn:subProcess id="s"><bpmn:startEvent id="x">${timer('timeDate', '2026-01-01T00:00:00Z')}</bpmn:startEvent></bpmn:subProcess>`,
    'x',
    'the start event of an embedded subprocess must be a none start event',
  ],
  [
    'an event subprocess without an event',
    `${START}<bpmn:subProcess id="s" triggeredByEvent="true"><bpmn:startEvent id="x" /></bpmn:subProcess>`,
    'x',
    'the start event of an event subprocess must have an event definition',
  ],
  [
    'a flow to an event subprocess',
    `${START}<bpmn:subProcess id="x" triggeredByEvent="true"><bpmn:startEvent id="s">${timer('timeDuration', 'PT1H')}</bpmn:startEvent></bpmn:subProcess>${flow('f', 'start', 'x')}`,
    'x',
    'an event subprocess must not have incoming or outgoing flows',
  ],
  [
    'two event subprocesses for an error',
    `${START}${['a', 'b'].map((id) => `<bpmn:subProcess id="es${id}" triggeredByEvent="true"><bpmn:startEvent id="${id}"><bpmn:errorEventDefinition id="e${id}" /></bpmn:startEvent></bpmn:subProcess>`).join('')}`,
    'b',
    'another event that catches the same error of any code',
  ],
];

describe('flows, events and scopes that can not be executed', () => {
  it.each(CASES)('%s is refused with its element', async (_what, elements, elementId, message, ...[rest]) => {
    expect(await problemsOf(elements, rest)).toContainEqual({
      resourceName: 'p.bpmn',
      elementId,
      message: expect.stringContaining(message),
    });
  });
});
