import { collectionSchema, requiredDate, requiredNumber, requiredText } from './schema-parts.ts';

/** A deployed version of a process model, with who deployed it and why. */
export interface ModelDocument {
  /** The process definition key. */
  _id: string;
  processDefinitionKey: string;
  processId: string;
  version: number;
  name?: string;
  resourceName: string;
  xml: string;
  by: string;
  at: Date;
  reason: string;
  /** SHA-256 of the XML, hex. */
  checksum: string;
}

export const modelSchema = collectionSchema<ModelDocument>('models', {
  _id: requiredText,
  processDefinitionKey: requiredText,
  processId: requiredText,
  version: requiredNumber,
  name: String,
  resourceName: requiredText,
  xml: requiredText,
  by: requiredText,
  at: requiredDate,
  reason: { type: String, default: '' },
  checksum: requiredText,
});

modelSchema.index({ processId: 1, version: -1 });
