/** What moves a deadline, in the words of its history. */
export const DEADLINE_CAUSE_NAMES: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  dispatched: { zh: '派单', en: 'Dispatched' },
  redo: { zh: '重办', en: 'Handled again' },
  'urgency-raised': { zh: '调整紧急程度', en: 'Urgency raised' },
  extended: { zh: '批准延期', en: 'Extended' },
  paused: { zh: '暂停计时', en: 'Clock stopped' },
  resumed: { zh: '恢复计时', en: 'Clock goes on' },
  'dispute-opened': { zh: '职责争议，暂停计时', en: 'Responsibility disputed, clock stopped' },
  ruled: { zh: '职责裁定，恢复计时', en: 'Responsibility ruled, clock goes on' },
  'rule-change': { zh: '规则变更', en: 'Rules changed' },
  undo: { zh: '撤回规则变更', en: 'Change of rules taken back' },
  'deadlines-changed': { zh: '时限调整', en: 'Deadline changed' },
};
