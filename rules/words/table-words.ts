import type { Names } from '@jiesu/domain';
import type { RuleNames } from '../names/index.ts';
import { readTable } from '../tables/index.ts';
import type { DecisionTable, OutputColumn, Row } from '../tables/index.ts';
import { amountWords, inputWords, outputWords, rowWords } from './cell-words.ts';
import { columnWords } from './column-words.ts';
import { movedRows } from './moved-rows.ts';
import { changed, same, shortened } from './rule-word.ts';
import type { RuleWord } from './rule-word.ts';

/** What differs between two versions of a .dmn file, decision by decision and row by row. */
export async function tableWords(before: string, after: string, names?: RuleNames): Promise<RuleWord[]> {
  const [old, now] = [await readTable(before), await readTable(after)];
  const several = now.decisions.length > 1 || old.decisions.length > 1;
  const words = now.decisions.flatMap((table) => {
    const earlier = old.decisions.find(({ id }) => id === table.id);
    const found =
      earlier === undefined
        ? [added('决策', 'decision', table)]
        : new TableDiff(earlier, table, names).words();
    return several
      ? found.map((word) => ({ ...word, zh: `${table.name}：${word.zh}`, en: `${table.id}: ${word.en}` }))
      : found;
  });
  const removed = old.decisions
    .filter(({ id }) => !now.decisions.some((table) => table.id === id))
    .map(({ id, name }): RuleWord => ({
      zh: `删除决策“${name}”`,
      en: `decision ${id} removed`,
      decision: id,
    }));
  return [...words, ...removed];
}

function added(zh: string, en: string, { id, name }: DecisionTable): RuleWord {
  return { zh: `新增${zh}“${name}”`, en: `${en} ${id} added`, decision: id };
}

class TableDiff {
  readonly #before: DecisionTable;
  readonly #after: DecisionTable;
  readonly #names: RuleNames | undefined;

  constructor(before: DecisionTable, after: DecisionTable, names: RuleNames | undefined) {
    this.#before = before;
    this.#after = after;
    this.#names = names;
  }

  words(): RuleWord[] {
    const { id: decision } = this.#after;
    return [
      ...columnWords(this.#before, this.#after).map((words) => ({ ...words, decision })),
      ...this.#rows(),
    ];
  }

  #rows(): RuleWord[] {
    const before = new Map(this.#before.rows.map((row) => [row.id, row]));
    const after = new Map(this.#after.rows.map((row) => [row.id, row]));
    const kept = this.#after.rows.filter(({ id }) => before.has(id));
    const moved = new Set(
      movedRows(
        this.#before.rows.map(({ id }) => id).filter((id) => after.has(id)),
        kept.map(({ id }) => id),
      ),
    );
    const removed = this.#before.rows.flatMap((row, index) =>
      after.has(row.id) ? [] : [this.#word(row, this.#label(this.#before, row, index, '删除', 'removed: '))],
    );
    const others = this.#after.rows.flatMap((row, index) => {
      const earlier = before.get(row.id);
      if (earlier === undefined) return [this.#addedRow(row, index)];
      const from = this.#before.rows.indexOf(earlier);
      const place = moved.has(row.id)
        ? [
            this.#word(row, {
              zh: `${this.#label(this.#before, earlier, from).zh}移到第 ${index + 1} 行`,
              en: `${this.#label(this.#before, earlier, from).en} moved to row ${index + 1}`,
            }),
          ]
        : [];
      return [...place, ...this.#cells(earlier, row, index)];
    });
    return [...removed, ...others];
  }

  #addedRow(row: Row, index: number): RuleWord {
    const answers = this.#answers(row);
    const label = this.#label(this.#after, row, index, '新增', 'added: ');
    return this.#word(row, { zh: `${label.zh}：${answers.zh}`, en: `${label.en}: ${answers.en}` });
  }

  /** What a row answers, its amounts with their units. */
  #answers(row: Row): Names {
    const parts = this.#after.outputs.flatMap((output, i) => {
      const cell = row.out[i] ?? '-';
      if (cell === 'null' || cell === '-' || amountOf(output, this.#after.outputs) !== undefined) return [];
      const unit = this.#after.outputs.findIndex((other) => amountOf(other, this.#after.outputs) === output);
      const words =
        unit === -1 ? outputWords(cell, output, this.#names) : amountWords(cell, row.out[unit] ?? '', false);
      return [{ zh: `${output.label} ${shortened(words.zh)}`, en: `${output.name} ${shortened(words.en)}` }];
    });
    return { zh: parts.map(({ zh }) => zh).join('，'), en: parts.map(({ en }) => en).join(', ') };
  }

  #cells(before: Row, after: Row, index: number): RuleWord[] {
    const label = this.#label(this.#after, after, index);
    const differences = [...this.#conditions(before, after), ...this.#outputs(before, after)];
    if (before.description !== after.description) {
      differences.push(
        changed({ zh: '说明', en: 'description' }, quoted(before.description), quoted(after.description)),
      );
    }
    return differences.map((words) =>
      this.#word(after, { zh: `${label.zh}：${words.zh}`, en: `${label.en}: ${words.en}` }),
    );
  }

  #conditions(before: Row, after: Row): Names[] {
    return this.#after.inputs.flatMap((input, i) => {
      const old = this.#before.inputs.findIndex(({ id }) => id === input.id);
      const from = before.in[old] ?? '-';
      const to = after.in[i] ?? '-';
      if (old === -1 || from === to) return [];
      return [
        changed(
          { zh: `条件“${input.label}”`, en: `condition ${input.expression}` },
          inputWords(from, input, this.#names),
          inputWords(to, input, this.#names),
        ),
      ];
    });
  }

  #outputs(before: Row, after: Row): Names[] {
    const { outputs } = this.#after;
    const cell = (row: Row, table: DecisionTable, { id }: OutputColumn): string =>
      row.out[table.outputs.findIndex((output) => output.id === id)] ?? '-';
    const differs = (output: OutputColumn): boolean =>
      this.#before.outputs.some(({ id }) => id === output.id) &&
      cell(before, this.#before, output) !== cell(after, this.#after, output);
    return outputs.flatMap((output) => {
      // a unit is told with its amount
      if (amountOf(output, outputs) !== undefined) return [];
      const unit = outputs.find((other) => amountOf(other, outputs) === output);
      if (!differs(output) && !(unit !== undefined && differs(unit))) return [];
      const name = { zh: output.label, en: output.name };
      const from = cell(before, this.#before, output);
      const to = cell(after, this.#after, output);
      if (unit === undefined) {
        return [changed(name, answer(from, output, this.#names), answer(to, output, this.#names))];
      }
      const amounts = (exact: boolean) => [
        amountWords(from, cell(before, this.#before, unit), exact),
        amountWords(to, cell(after, this.#after, unit), exact),
      ];
      const [short = same(''), next = same('')] = amounts(false);
      const [exact = same(''), exactNext = same('')] = amounts(true);
      return [short.zh === next.zh ? changed(name, exact, exactNext) : changed(name, short, next)];
    });
  }

  #label(table: DecisionTable, row: Row, index: number, zh = '', en = ''): Names {
    const words = rowWords(table, row, this.#names);
    return {
      zh: `${zh}第 ${index + 1} 行“${shortened(words.zh)}”`,
      en: `${en}row ${index + 1} (${shortened(words.en)})`,
    };
  }

  #word({ id }: Row, words: Names): RuleWord {
    return { ...words, decision: this.#after.id, row: id };
  }
}

/** The amount that a unit belongs to: `handleUnit` to `handleAmount`. Undefined for what is no unit of an amount. */
function amountOf({ name }: OutputColumn, outputs: readonly OutputColumn[]): OutputColumn | undefined {
  const stem = /^(.*?)unit$/i.exec(name)?.[1];
  if (stem === undefined) return undefined;
  return outputs.find((output) => output.name.toLowerCase() === `${stem.toLowerCase()}amount`);
}

function answer(cell: string, output: OutputColumn, names: RuleNames | undefined): Names {
  const words = outputWords(cell, output, names);
  return output.type === 'string' && cell !== '-' && cell !== 'null'
    ? { zh: `“${shortened(words.zh)}”`, en: `"${shortened(words.en)}"` }
    : words;
}

function quoted(text: string): Names {
  return text === ''
    ? { zh: '空', en: 'nothing' }
    : { zh: `“${shortened(text)}”`, en: `"${shortened(text)}"` };
}
