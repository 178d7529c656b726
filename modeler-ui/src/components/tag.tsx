import type { ReactNode } from 'react';
import { useWords } from '../i18n/index.ts';
import { statusTone, urgencyTone, type Tone } from '../theme.ts';

/** A small label whose colours come from the theme's tones. */
export function ToneTag({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className="tone-tag" style={{ color: tone.fg, background: tone.bg, borderColor: tone.line }}>
      {children}
    </span>
  );
}

export function StatusTag({ status }: { readonly status: string }) {
  const { word } = useWords();
  return <ToneTag tone={statusTone(status)}>{word('status', status)}</ToneTag>;
}

/** Urgency; a normal one is the rule and is only shown where `always` is set. */
export function UrgencyTag(props: {
  readonly urgency: string | null | undefined;
  readonly always?: boolean;
}) {
  const { word } = useWords();
  const { urgency, always = false } = props;
  if (urgency == null || (urgency === 'normal' && !always)) return null;
  return <ToneTag tone={urgencyTone(urgency)}>{word('urgency', urgency)}</ToneTag>;
}

/** Marks orders of enterprises, which go first on the green channel. */
export function EnterpriseTag({ callerType }: { readonly callerType: string | null | undefined }) {
  const { word } = useWords();
  if (callerType !== 'enterprise') return null;
  return <ToneTag tone={statusTone('callback')}>{word('callerType', callerType)}</ToneTag>;
}
