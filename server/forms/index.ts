export { formSchema } from './form-schema.ts';
export type { Form, FormComponent } from './form-schema.ts';
export { readForms } from './library.ts';
export type { FormLibrary } from './library.ts';
export { localise } from './localise.ts';
export { disputeOptions, hotspotOptions, referralOptions, unitOptions } from './options.ts';
export { checkSubmission } from './submission.ts';
export type { Submission } from './submission.ts';
