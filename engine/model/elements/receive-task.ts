import type { ElementCompiler } from '../element-compiler.ts';
import { readMessage } from '../events/message.ts';
import { checkBoundaryEvents, compileActivity } from './activity.ts';

export const receiveTask: ElementCompiler = {
  type: () => 'RECEIVE_TASK',
  compile(source, node, fields) {
    compileActivity(source, node, fields);
    const event = readMessage(source, node.id, true, fields);
    if (event !== undefined) node.event = event;
  },
  check: checkBoundaryEvents,
};
