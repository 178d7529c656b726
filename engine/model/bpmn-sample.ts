/** Wraps elements of a process into a .bpmn file, for tests. */
export function bpmn(
  elements: string,
  rest: { process?: string; root?: string; extensions?: string } = {},
): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions" targetNamespace="http://bpmn.io/schema/bpmn">
  ${rest.root ?? ''}
  <bpmn:process ${rest.process ?? 'id="p" isExecutable="true"'}>
  <bpmn:extensionElements>${rest.extensions ?? ''}</bpmn:extensionElements>${elements}</bpmn:process>
</bpmn:definitions>`;
}
