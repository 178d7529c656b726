/** Name of a thing in both languages; Chinese is what citizens and officials read. */
export interface Names {
  readonly zh: string;
  readonly en: string;
}

export const ORDER_KINDS = ['consultation', 'help', 'complaint', 'report', 'suggestion', 'praise'] as const;
/** What a caller wants (诉求类型). */
export type OrderKind = (typeof ORDER_KINDS)[number];
export const ORDER_KIND_NAMES: Readonly<Record<OrderKind, Names>> = {
  consultation: { zh: '咨询', en: 'Consultation' },
  help: { zh: '求助', en: 'Help' },
  complaint: { zh: '投诉', en: 'Complaint' },
  report: { zh: '举报', en: 'Report' },
  suggestion: { zh: '建议', en: 'Suggestion' },
  praise: { zh: '表扬', en: 'Praise' },
};

export const URGENCIES = ['normal', 'urgent', 'emergency'] as const;
/** How soon it must be handled; `emergency` means life or property at risk. */
export type Urgency = (typeof URGENCIES)[number];
export const URGENCY_NAMES: Readonly<Record<Urgency, Names>> = {
  normal: { zh: '一般', en: 'Normal' },
  urgent: { zh: '加急', en: 'Urgent' },
  emergency: { zh: '紧急', en: 'Emergency' },
};

export const CALLER_TYPES = ['citizen', 'enterprise'] as const;
/** Who calls; enterprises take the green channel. */
export type CallerType = (typeof CALLER_TYPES)[number];
export const CALLER_TYPE_NAMES: Readonly<Record<CallerType, Names>> = {
  citizen: { zh: '市民', en: 'Citizen' },
  enterprise: { zh: '企业', en: 'Enterprise' },
};

export const CHANNELS = [
  'phone',
  'web',
  'app',
  'wechat',
  'mail',
  'visit',
  'enterprise-desk',
  'other',
] as const;
/** The way a request comes in. */
export type Channel = (typeof CHANNELS)[number];
export const CHANNEL_NAMES: Readonly<Record<Channel, Names>> = {
  phone: { zh: '电话', en: 'Phone' },
  web: { zh: '网站', en: 'Web site' },
  app: { zh: '手机应用', en: 'App' },
  wechat: { zh: '微信', en: 'WeChat' },
  mail: { zh: '信件邮件', en: 'Mail' },
  visit: { zh: '来访', en: 'Visit' },
  'enterprise-desk': { zh: '企业服务专席', en: 'Enterprise desk' },
  other: { zh: '其他', en: 'Other' },
};

export const REQUEST_TYPES = [
  'extension',
  'suspension',
  'resume',
  'termination',
  'return',
  'transfer',
  'merge',
  'split',
  'urgency',
] as const;
/** What can be asked for while an order is in work. */
export type RequestType = (typeof REQUEST_TYPES)[number];
export const REQUEST_TYPE_NAMES: Readonly<Record<RequestType, Names>> = {
  extension: { zh: '延期', en: 'Extension' },
  suspension: { zh: '挂起', en: 'Suspension' },
  resume: { zh: '恢复办理', en: 'Resumption' },
  termination: { zh: '终止', en: 'Termination' },
  return: { zh: '退单', en: 'Return' },
  transfer: { zh: '转办', en: 'Transfer' },
  merge: { zh: '并单', en: 'Merge' },
  split: { zh: '拆单', en: 'Split' },
  urgency: { zh: '加急', en: 'Raised urgency' },
};
