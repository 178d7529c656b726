import type { ThemeConfig } from 'antd';

/** Ground colours; text on them reaches a contrast of 4.5:1 or more. */
export const palette = {
  ink: '#1d2733',
  inkSoft: '#4a5868',
  inkFaint: '#5f6d7c',
  line: '#dfe4ea',
  ground: '#f3f5f7',
  surface: '#ffffff',
  brand: '#0f5c86',
  brandDeep: '#0a4568',
  brandSoft: '#e6f0f6',
  good: '#1f7a4d',
  warn: '#96590a',
  bad: '#b3261e',
} as const;

/** A pair of tag colours: text and ground. */
export interface Tone {
  readonly fg: string;
  readonly bg: string;
  readonly line: string;
}

const tones = {
  slate: { fg: '#435160', bg: '#eef1f4', line: '#d5dce3' },
  blue: { fg: '#0f5c86', bg: '#e6f0f6', line: '#bcd6e6' },
  indigo: { fg: '#3d4fa3', bg: '#ecedf9', line: '#cbd0ee' },
  violet: { fg: '#6b3fa0', bg: '#f3ecfa', line: '#dccbee' },
  teal: { fg: '#0d6b66', bg: '#e3f3f1', line: '#b5dcd8' },
  green: { fg: '#1c6b43', bg: '#e6f3ec', line: '#bcdcca' },
  amber: { fg: '#85500a', bg: '#fdf3e1', line: '#f0d7a7' },
  red: { fg: '#a3211a', bg: '#fcebea', line: '#f1c2bf' },
} as const satisfies Record<string, Tone>;

/** The same status has the same colour on every page. */
const STATUS_TONES: Readonly<Record<string, Tone>> = {
  received: tones.slate,
  dispatching: tones.amber,
  'awaiting-sign': tones.blue,
  handling: tones.indigo,
  'emergency-response': tones.red,
  reviewing: tones.violet,
  suspended: tones.amber,
  disputed: tones.red,
  callback: tones.teal,
  evaluating: tones.teal,
  closed: tones.green,
  answered: tones.green,
  referred: tones.slate,
  merged: tones.slate,
  terminated: tones.slate,
};

const URGENCY_TONES: Readonly<Record<string, Tone>> = {
  normal: tones.slate,
  urgent: tones.amber,
  emergency: tones.red,
};

const REQUEST_TONES: Readonly<Record<string, Tone>> = {
  open: tones.amber,
  approved: tones.green,
  refused: tones.red,
  withdrawn: tones.slate,
};

const CARD_TONES: Readonly<Record<string, Tone>> = { yellow: tones.amber, red: tones.red };

const DELIVERY_TONES: Readonly<Record<string, Tone>> = {
  pending: tones.amber,
  sending: tones.blue,
  sent: tones.green,
  failed: tones.red,
  dropped: tones.slate,
};

const DISPUTE_TONES: Readonly<Record<string, Tone>> = {
  positions: tones.blue,
  agreement: tones.indigo,
  meeting: tones.amber,
  ruled: tones.green,
};

const MEETING_TONES: Readonly<Record<string, Tone>> = {
  planned: tones.blue,
  agenda: tones.indigo,
  invited: tones.amber,
  held: tones.teal,
  closed: tones.green,
};

const RULE_CHANGE_TONES: Readonly<Record<string, Tone>> = {
  draft: tones.slate,
  submitted: tones.amber,
  approved: tones.indigo,
  scheduled: tones.violet,
  published: tones.green,
  'in-force': tones.green,
  refused: tones.red,
  'rolled-back': tones.amber,
};

export const ruleChangeTone = (state: string): Tone => RULE_CHANGE_TONES[state] ?? tones.slate;
export const requestTone = (state: string): Tone => REQUEST_TONES[state] ?? tones.slate;
export const cardTone = (colour: string): Tone => CARD_TONES[colour] ?? tones.slate;
export const deliveryTone = (state: string): Tone => DELIVERY_TONES[state] ?? tones.slate;
export const disputeTone = (state: string): Tone => DISPUTE_TONES[state] ?? tones.slate;
export const meetingTone = (state: string): Tone => MEETING_TONES[state] ?? tones.slate;
export const verdictTone = (good: boolean): Tone => (good ? tones.green : tones.red);
/** Marks a day on which the clock stood still or was given more time. */
export const remarkTone: Tone = tones.amber;
export const plainTone: Tone = tones.slate;
export const statusTone = (status: string): Tone => STATUS_TONES[status] ?? tones.slate;
export const urgencyTone = (urgency: string): Tone => URGENCY_TONES[urgency] ?? tones.slate;
export const dayTone = (counted: boolean): Tone => (counted ? tones.blue : tones.slate);

export const theme: ThemeConfig = {
  token: {
    colorPrimary: palette.brand,
    colorLink: palette.brand,
    colorLinkHover: palette.brandDeep,
    colorPrimaryHover: palette.brandDeep,
    colorSuccess: palette.good,
    colorWarning: palette.warn,
    colorError: palette.bad,
    colorInfo: palette.brand,
    colorInfoBg: palette.brandSoft,
    colorInfoBorder: tones.blue.line,
    colorWarningBg: tones.amber.bg,
    colorWarningBorder: tones.amber.line,
    colorErrorBg: tones.red.bg,
    colorErrorBorder: tones.red.line,
    colorSuccessBg: tones.green.bg,
    colorSuccessBorder: tones.green.line,
    colorText: palette.ink,
    colorTextSecondary: palette.inkSoft,
    colorTextTertiary: palette.inkFaint,
    colorTextDescription: palette.inkFaint,
    colorTextPlaceholder: '#66737f',
    colorBgLayout: palette.ground,
    colorBorderSecondary: palette.line,
    borderRadius: 6,
    fontSize: 14,
    fontFamily:
      "-apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif",
    controlHeight: 34,
    wireframe: false,
  },
  components: {
    Layout: { headerBg: palette.surface, siderBg: palette.surface, bodyBg: palette.ground, headerHeight: 56 },
    Menu: { itemBorderRadius: 6, activeBarBorderWidth: 0, itemSelectedBg: palette.brandSoft },
    Card: { headerFontSize: 15, headerHeight: 46, bodyPadding: 18, headerPadding: 18 },
    Table: { headerBg: '#f8fafb', cellPaddingBlock: 10 },
    Form: { itemMarginBottom: 18, verticalLabelPadding: '0 0 4px' },
  },
};
