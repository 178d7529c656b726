/** A column that a decision table tests. */
export interface InputColumn {
  readonly id: string;
  readonly label: string;
  /** FEEL, e.g. `limits.handleUnit`. */
  readonly expression: string;
  /** As FEEL names it: `string`, `number`, `boolean`, `Any`, … */
  readonly type: string;
  /** FEEL of what may occur, e.g. `"normal","urgent"`; absent when anything may. */
  readonly values?: string;
}

/** A column that a decision table answers with. */
export interface OutputColumn {
  readonly id: string;
  readonly label: string;
  readonly name: string;
  readonly type: string;
  readonly values?: string;
}

/** A rule; `in` and `out` are FEEL in the order of the columns, `-` for a cell that tests nothing. */
export interface Row {
  readonly id: string;
  readonly description: string;
  readonly in: readonly string[];
  readonly out: readonly string[];
}

export interface DecisionTable {
  readonly id: string;
  readonly name: string;
  /** With its aggregation, if any: `COLLECT SUM`. */
  readonly hitPolicy: string;
  readonly inputs: readonly InputColumn[];
  readonly outputs: readonly OutputColumn[];
  readonly rows: readonly Row[];
  /** Ids of the decisions whose results it reads. */
  readonly requires: readonly string[];
}

/** A .dmn file as people see it: its decision tables. Decisions of another kind are named only. */
export interface TableFile {
  readonly id: string;
  readonly name: string;
  readonly decisions: readonly DecisionTable[];
  /** Decisions that are no tables. */
  readonly others: readonly { readonly id: string; readonly name: string }[];
}
