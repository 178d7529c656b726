import { describe, expect, it } from '@jest/globals';
import { refusedElements } from './refusal.ts';

describe('the reasons of a refused deployment', () => {
  it('are read off the message with the elements that they are about', () => {
    const message = [
      "Command 'CREATE' rejected with code 'INVALID_ARGUMENT': Expected to deploy new resources, but encountered the following errors:",
      "'work-order.bpmn': - Element: SignOrder > extensionElements > taskDefinition",
      '    - ERROR: Attribute type must be present',
      '- Element: Flow_2',
      "    - ERROR: failed to parse expression '= a +'",
      '    - ERROR: must have a target',
    ].join('\n');

    expect(refusedElements(message)).toEqual([
      { elementId: 'SignOrder', detail: 'Attribute type must be present' },
      { elementId: 'Flow_2', detail: "failed to parse expression '= a +'" },
      { elementId: 'Flow_2', detail: 'must have a target' },
    ]);
  });

  it('are read off the lines of the embedded engine', () => {
    const message = [
      'the deployment is refused:',
      "'work-order.bpmn': <ClassifyOrder> zeebe:taskDefinition needs a type",
      "'routing.dmn': not a DMN file: unexpected end",
    ].join('\n');

    expect(refusedElements(message)).toEqual([
      { elementId: 'ClassifyOrder', detail: 'zeebe:taskDefinition needs a type' },
      { elementId: '', detail: 'not a DMN file: unexpected end' },
    ]);
  });

  it('are the whole message when it has another form', () => {
    expect(refusedElements('not a BPMN file: unexpected end')).toEqual([
      { elementId: '', detail: 'not a BPMN file: unexpected end' },
    ]);
  });
});
