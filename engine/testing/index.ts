export * from './bpmn-text.ts';
export { openTestEngine, TEST_NOW, TestEngine } from './test-engine.ts';
