/** What a field of a found item holds, as the API writes it: keys are decimal text, dates UTC with a Z. */
export type FieldValue =
  string | number | boolean | null | readonly string[] | Readonly<Record<string, string>>;

/** An item of a collection, by field. */
export type Row = Record<string, FieldValue>;
