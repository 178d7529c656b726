/** Names of the rules; each is a file of rules/. */
exports.RULES = [
  'deadline-scope-waits-for-change',
  'path-ends-in-reply',
  'terminate-ends-watch',
  'timer-reads-variable',
  'user-task-complete',
];
