import { ToneTag } from '../components/index.ts';
import { useWords } from '../i18n/index.ts';
import { requestTone } from '../theme.ts';

/** How a request stands. */
export function RequestStateTag({ state }: { readonly state: string }) {
  const { word } = useWords();
  return <ToneTag tone={requestTone(state)}>{word('requestState', state)}</ToneTag>;
}
