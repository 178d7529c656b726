import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  boundary,
  bpmnFile,
  chain,
  element,
  end,
  error,
  errorEvent,
  mapping,
  message,
  messageEvent,
  openTestEngine,
  service,
  start,
  taskListeners,
  timer,
  userTask,
  type TestEngine,
} from '../testing/index.ts';

const HOUR = 3_600_000;

describe('subprocesses', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await openTestEngine();
  });
  afterEach(() => engine.close());

  const eventSubprocess = (id: string, inside: string, interrupting: boolean, extensions = ''): string =>
    element('subProcess', id, {
      attributes: 'triggeredByEvent="true"',
      inside: [
        start(`${id}-start`, { inside, attributes: `isInterrupting="${interrupting}"`, extensions }),
        service(`${id}-task`),
        chain(`${id}-start`, `${id}-task`),
      ].join(''),
    });

  it('keeps its locals to itself, and ends when all inside has ended', async () => {
    await engine.deploy(
      bpmnFile({
        elements: [
          start(),
          element('subProcess', 'sub', {
            extensions: mapping({ inputs: [['=1', 'inner']] }),
            inside: start('s') + service('a') + end('e') + chain('s', 'a', 'e'),
          }),
          service('after'),
          chain('start', 'sub', 'after'),
        ].join(''),
      }),
    );
    const instance = await engine.start();
    await engine.work('a', { inner: 2, outer: 3 });
    expect(engine.elements(instance)).toEqual(['after']);
    expect((await engine.job('after')).variables).toEqual({ outer: 3 });
  });

  it('ends only its own scope at a terminate end event, and then goes on', async () => {
    await engine.deploy(
      bpmnFile({
        elements: [
          start(),
          element('subProcess', 'sub', {
            inside: [
              start('s'),
              element('parallelGateway', 'fork'),
              service('work'),
              userTask('watch'),
              end('stop', { inside: '<bpmn:terminateEventDefinition />' }),
              chain('s', 'fork', 'work', 'stop'),
              chain('fork', 'watch'),
            ].join(''),
          }),
          service('after'),
          chain('start', 'sub', 'after'),
        ].join(''),
      }),
    );
    const instance = await engine.start();
    await engine.work('work');
    expect(engine.elements(instance)).toEqual(['after']);
  });

  it('waits at a terminate end event for the canceling listeners of its user tasks', async () => {
    await engine.deploy(
      bpmnFile({
        elements: [
          start(),
          element('parallelGateway', 'fork'),
          service('work'),
          userTask('watch', { extensions: taskListeners(['canceling', 'told']) }),
          end('stop', { inside: '<bpmn:terminateEventDefinition />' }),
          chain('start', 'fork', 'work', 'stop'),
          chain('fork', 'watch'),
        ].join(''),
      }),
    );
    const instance = await engine.start();
    await engine.work('work');
    expect(engine.elements(instance)).toEqual(['watch']);
    await engine.work('told');
    expect(engine.isActive(instance)).toBe(false);
  });

  it('is interrupted by an event subprocess, which sees its locals', async () => {
    await engine.deploy(
      bpmnFile({
        root: message('stop', '=id'),
        elements: [
          start(),
          element('subProcess', 'sub', {
            extensions: mapping({ inputs: [['="local"', 'where']] }),
            inside: [
              start('s'),
              service('a'),
              chain('s', 'a'),
              eventSubprocess('esp', messageEvent('stop'), true),
            ].join(''),
          }),
          service('after'),
          chain('start', 'sub', 'after'),
        ].join(''),
      }),
    );
    const instance = await engine.start('p', { id: 'x' });
    await engine.publish('stop', 'x', { variables: { why: 'told' } });
    expect(engine.elements(instance)).toEqual(['sub', 'esp', 'esp-task']);
    expect((await engine.job('esp-task')).variables).toEqual({ id: 'x', where: 'local', why: 'told' });
  });

  it('goes on after its interrupting event subprocess has ended', async () => {
    await engine.deploy(
      bpmnFile({
        elements: [
          start(),
          element('subProcess', 'sub', {
            inside: [
              start('s'),
              service('a'),
              chain('s', 'a'),
              eventSubprocess('esp', timer('timeDuration', 'PT1H'), true),
            ].join(''),
          }),
          service('after'),
          chain('start', 'sub', 'after'),
        ].join(''),
      }),
    );
    const instance = await engine.start();
    await engine.advance(HOUR);
    expect(engine.elements(instance)).toEqual(['sub', 'esp', 'esp-task']);
    await engine.work('esp-task');
    expect(engine.elements(instance)).toEqual(['after']);
  });

  it('waits for the event subprocesses that run beside it', async () => {
    await engine.deploy(
      bpmnFile({
        elements: [
          start(),
          service('a'),
          end(),
          chain('start', 'a', 'end'),
          eventSubprocess('esp', timer('timeCycle', 'R2/PT1H'), false),
        ].join(''),
      }),
    );
    const instance = await engine.start();
    await engine.advance(HOUR);
    await engine.advance(HOUR);
    await engine.advance(HOUR);
    expect(engine.elements(instance)).toEqual(['a', 'esp', 'esp-task', 'esp', 'esp-task']);
    await engine.work('a');
    expect(engine.isActive(instance)).toBe(true);
    for (const { key } of await engine.jobs('esp-task'))
      await engine.core.submit('completeJob', { key, variables: {} });
    expect(engine.isActive(instance)).toBe(false);
  });

  it('catches an error inside before the boundary does, and the boundary what is thrown there', async () => {
    await engine.deploy(
      bpmnFile({
        root: error('bad'),
        elements: [
          start(),
          element('subProcess', 'sub', {
            inside: [
              start('s'),
              service('a'),
              chain('s', 'a'),
              eventSubprocess('esp', errorEvent('bad'), true),
            ].join(''),
          }),
          boundary('outside', 'sub', errorEvent()),
          service('caught'),
          chain('start', 'sub'),
          chain('outside', 'caught'),
        ].join(''),
      }),
    );
    const instance = await engine.start();
    const { key } = await engine.job('a');
    await engine.core.submit('throwError', { key, errorCode: 'bad', errorMessage: '', variables: {} });
    expect(engine.elements(instance)).toEqual(['sub', 'esp', 'esp-task']);
    const again = await engine.job('esp-task');
    await engine.core.submit('throwError', {
      key: again.key,
      errorCode: 'bad',
      errorMessage: '',
      variables: {},
    });
    expect(engine.elements(instance)).toEqual(['caught']);
  });

  it('throws an error at an error end event; without a catch that is an incident', async () => {
    const errorEnd = end('fail', { inside: errorEvent('bad') });
    await engine.deploy(
      bpmnFile({
        root: error('bad'),
        elements: [
          start(),
          element('subProcess', 'sub', { inside: start('s') + errorEnd + chain('s', 'fail') }),
          boundary('outside', 'sub', errorEvent('bad')),
          service('caught'),
          chain('start', 'sub'),
          chain('outside', 'caught'),
        ].join(''),
      }),
      bpmnFile({ id: 'q', root: error('bad'), elements: start() + errorEnd + chain('start', 'fail') }),
    );
    expect(engine.elements(await engine.start())).toEqual(['caught']);
    await engine.start('q');
    expect(engine.incident()).toMatchObject({ errorType: 'UNHANDLED_ERROR_EVENT', elementId: 'fail' });
  });

  it('is cancelled with everything inside', async () => {
    await engine.deploy(
      bpmnFile({
        elements: [
          start(),
          element('subProcess', 'sub', {
            inside: [
              start('s'),
              element('subProcess', 'deeper', { inside: start('t') + userTask('u') + chain('t', 'u') }),
              chain('s', 'deeper'),
            ].join(''),
          }),
          chain('start', 'sub'),
        ].join(''),
      }),
    );
    const instance = await engine.start();
    expect(engine.elements(instance)).toEqual(['sub', 'deeper', 'u']);
    await engine.core.submit('cancelInstance', { processInstanceKey: instance });
    expect(engine.isActive(instance)).toBe(false);
    await expect(
      engine.core.submit('cancelInstance', { processInstanceKey: instance }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
