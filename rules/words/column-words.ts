import type { Names } from '@jiesu/domain';
import type { DecisionTable, InputColumn, OutputColumn } from '../tables/index.ts';
import { changed, same } from './rule-word.ts';

type Column = InputColumn | OutputColumn;

/** What differs in the frame of a table: its name, its hit policy and its columns. */
export function columnWords(before: DecisionTable, after: DecisionTable): Names[] {
  const words: Names[] = [];
  if (before.name !== after.name)
    words.push(changed({ zh: '名称', en: 'name' }, same(before.name), same(after.name)));
  if (before.hitPolicy !== after.hitPolicy)
    words.push(changed({ zh: '命中策略', en: 'hit policy' }, same(before.hitPolicy), same(after.hitPolicy)));
  const columns = (kind: Names, old: readonly Column[], now: readonly Column[]): Names[] => [
    ...now
      .filter(({ id }) => !old.some((column) => column.id === id))
      .map(({ label }) => ({ zh: `新增${kind.zh}“${label}”`, en: `${kind.en} ${label} added` })),
    ...old
      .filter(({ id }) => !now.some((column) => column.id === id))
      .map(({ label }) => ({ zh: `删除${kind.zh}“${label}”`, en: `${kind.en} ${label} removed` })),
    ...now.flatMap((column) => {
      const earlier = old.find(({ id }) => id === column.id);
      return earlier === undefined ? [] : columnChanges(kind, earlier, column);
    }),
  ];
  return [
    ...words,
    ...columns({ zh: '条件列', en: 'condition' }, before.inputs, after.inputs),
    ...columns({ zh: '结果列', en: 'answer' }, before.outputs, after.outputs),
  ];
}

function columnChanges(kind: Names, before: Column, after: Column): Names[] {
  const parts: readonly (readonly [Names, string, string])[] = [
    [{ zh: '名称', en: 'label' }, before.label, after.label],
    [{ zh: '表达式', en: 'expression' }, sourceOf(before), sourceOf(after)],
    [{ zh: '类型', en: 'type' }, before.type, after.type],
    [{ zh: '可用值', en: 'allowed values' }, before.values ?? '', after.values ?? ''],
  ];
  return parts
    .filter(([, from, to]) => from !== to)
    .map(([name, from, to]) =>
      changed(
        { zh: `${kind.zh}“${after.label}”的${name.zh}`, en: `${name.en} of the ${kind.en} ${after.label}` },
        from === '' ? { zh: '空', en: 'nothing' } : same(from),
        to === '' ? { zh: '空', en: 'nothing' } : same(to),
      ),
    );
}

function sourceOf(column: Column): string {
  return 'expression' in column ? column.expression : column.name;
}
