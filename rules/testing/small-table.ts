/** A decision table in short, for tests. */
export interface SmallTable {
  readonly id?: string;
  readonly hitPolicy?: string;
  /** `name:type` or `name:type:values`. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Cells between `|`, the inputs before `->`. */
  readonly rows: readonly string[];
}

/** The .dmn file of a small table; its rows are called r1, r2, … */
export function smallTable({ id = 'small', hitPolicy = 'FIRST', inputs, outputs, rows }: SmallTable): string {
  const text = (feel: string): string => `<text><![CDATA[${feel.trim()}]]></text>`;
  const column = (source: string): [string, string, string | undefined] => {
    const [name = '', type = 'string', ...values] = source.split(':');
    return [name, type, values.length === 0 ? undefined : values.join(':')];
  };
  const inputXml = inputs
    .map(column)
    .map(
      ([name, type, values], i) =>
        `<input id="in${i + 1}" label="${name}"><inputExpression id="ie${i + 1}" typeRef="${type}">${text(name)}</inputExpression>${
          values === undefined ? '' : `<inputValues id="iv${i + 1}">${text(values)}</inputValues>`
        }</input>`,
    );
  const outputXml = outputs
    .map(column)
    .map(
      ([name, type, values], i) =>
        `<output id="out${i + 1}" label="${name}" name="${name}" typeRef="${type}">${
          values === undefined ? '' : `<outputValues id="ov${i + 1}">${text(values)}</outputValues>`
        }</output>`,
    );
  const cells = (kind: string, row: number, source: string): string =>
    source
      .split('|')
      .map((cell, i) => `<${kind}Entry id="r${row}_${kind}${i + 1}">${text(cell)}</${kind}Entry>`)
      .join('');
  const rowXml = rows.map((row, i) => {
    const [tests = '', answers = ''] = row.split('->');
    return `<rule id="r${i + 1}">${cells('input', i + 1, tests)}${cells('output', i + 1, answers)}</rule>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="${id}-rules" name="${id}" namespace="http://camunda.org/schema/1.0/dmn">
  <decision id="${id}" name="${id}"><decisionTable id="${id}_table" hitPolicy="${hitPolicy}">
    ${[...inputXml, ...outputXml, ...rowXml].join('\n    ')}
  </decisionTable></decision>
</definitions>`;
}
