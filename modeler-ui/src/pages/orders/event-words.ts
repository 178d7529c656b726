import { useMemo } from 'react';
import type { OrderEvent } from '../../api/index.ts';
import { shanghaiTime } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useReference } from '../../reference/index.ts';
import { taskOf, taskTitles } from './task-titles.ts';

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
  requestType: 'requestType',
  decision: 'requestState',
  colour: 'card',
  cause: 'cause',
  outcome: 'outcome',
  measure: 'measure',
  no: '',
  mainOrderNo: '',
  username: '',
  followUpResult: 'followUpResult',
};

/** Families of facts whose name alone does not tell where their codes come from. */
const FACTS_OF_TYPE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'document-issued': { kind: 'document' },
  'card-issued': { cause: 'occasion' },
  raised: { to: 'raiseTo' },
};

function familyOf(type: string, name: string): string | undefined {
  return FACTS_OF_TYPE[type]?.[name] ?? FACTS[name];
}

/** Puts events into the page's language: what happened, who did it, what there is to know. */
export function useEventWords(events: readonly OrderEvent[]): EventWords {
  const { t, word, language } = useWords();
  const units = useReference('units');
  const categories = useReference('catalogue');
  const tasks = useMemo(() => taskTitles(events, language), [events, language]);

  const valueOf = (type: string, name: string, value: string): string => {
    const family = familyOf(type, name);
    if (family === 'unit') return units.nameOf(value);
    if (family === 'category') return categories.nameOf(value);
    if (family !== undefined && family !== '') return word(family, value);
    return name.endsWith('At') ? shanghaiTime(value).format('YYYY-MM-DD HH:mm') : value;
  };

  return {
    title: (event) => {
      const own = word('event', event.type);
      const task = event.type.startsWith('task-') ? tasks.get(taskOf(event)) : undefined;
      return task === undefined ? own : `${own} · ${task}`;
    },
    actor: (event) =>
      event.actor?.kind === 'person' ? (event.actor.name ?? event.actor.id ?? '—') : t('timeline.system'),
    facts: (event) =>
      Object.entries(event.data ?? {}).flatMap(([name, value]) =>
        familyOf(event.type, name) !== undefined && typeof value === 'string' && value !== ''
          ? [{ label: t(`fact.${name}`), value: valueOf(event.type, name, value) }]
          : [],
      ),
  };
}
