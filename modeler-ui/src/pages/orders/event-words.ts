import type { OrderEvent } from '../../api/index.ts';
import { shanghaiTime } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useReference } from '../../reference/index.ts';

interface EventWords {
  readonly title: (event: OrderEvent) => string;
  readonly actor: (event: OrderEvent) => string;
  readonly facts: (event: OrderEvent) => readonly { readonly label: string; readonly value: string }[];
}

/** Facts of an event worth a line, and the family of codes their values come from. */
const FACTS: Readonly<Record<string, string>> = {
  unitId: 'unit',
  category: 'category',
  kind: 'kind',
  urgency: 'urgency',
  occasion: 'occasion',
  squad: '',
  dueAt: '',
  signDueAt: '',
  reason: '',
  note: '',
  legalBasis: '',
  result: 'result',
  signResult: 'result',
  reviewResult: 'result',
  callbackResult: 'result',
  contactResult: 'result',
  assignee: '',
};

/** Puts events into the page's language: what happened, who did it, what there is to know. */
export function useEventWords(): EventWords {
  const { t, word, language } = useWords();
  const units = useReference('units');
  const categories = useReference('catalogue');

  const valueOf = (name: string, value: string): string => {
    const family = FACTS[name];
    if (family === 'unit') return units.nameOf(value);
    if (family === 'category') return categories.nameOf(value);
    if (family !== undefined && family !== '') return word(family, value);
    return name.endsWith('At') ? shanghaiTime(value).format('YYYY-MM-DD HH:mm') : value;
  };

  return {
    title: (event) => {
      const own = word('event', event.type);
      const task = event.data?.[language === 'en' ? 'titleEn' : 'title'];
      return typeof task === 'string' && event.type.startsWith('task') ? `${own} · ${task}` : own;
    },
    actor: (event) =>
      event.actor?.kind === 'person' ? (event.actor.name ?? event.actor.id ?? '—') : t('timeline.system'),
    facts: (event) =>
      Object.entries(event.data ?? {}).flatMap(([name, value]) =>
        name in FACTS && typeof value === 'string' && value !== ''
          ? [{ label: t(`fact.${name}`), value: valueOf(name, value) }]
          : [],
      ),
  };
}
