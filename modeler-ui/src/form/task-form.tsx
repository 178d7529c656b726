import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import './form.css';
import { Form } from '@bpmn-io/form-js-viewer';
import { useEffect, useImperativeHandle, useRef, type Ref } from 'react';
import type { FormSchema } from '../api/index.ts';
import { useWords } from '../i18n/index.ts';
import { errorsOf, type Faults } from './faults.ts';
import { formMessage, watchFormWords } from './form-words.ts';
import { withoutButtons } from './schema.ts';

type Data = Readonly<Record<string, unknown>>;

export interface TaskFormHandle {
  /** Checks the form; the data when it is complete, else undefined and the first fault has the focus. */
  readonly submit: () => Data | undefined;
}

interface TaskFormProps {
  readonly schema: FormSchema;
  readonly data: Data;
  readonly readOnly: boolean;
  /** Faults the server named, by the path of their field. */
  readonly faults: Faults;
  readonly onChange: (data: Data) => void;
  readonly ref: Ref<TaskFormHandle>;
}

interface Validator {
  validateFieldInstance: (instance: unknown, value: unknown) => string[];
}

/** A form-js module that lets the validator speak the page's language. */
function localizedValidation(translate: (message: string) => string) {
  const install = (validator: Validator): void => {
    const original = validator.validateFieldInstance.bind(validator);
    validator.validateFieldInstance = (instance, value) => original(instance, value).map(translate);
  };
  return {
    __init__: [['validator', install]],
  };
}

/** The task's own form, drawn by form-js; the data typed so far comes out with each change. */
export function TaskForm({ schema, data, readOnly, faults, onChange, ref }: TaskFormProps) {
  const { t } = useWords();
  const place = useRef<HTMLDivElement>(null);
  const form = useRef<Form | undefined>(undefined);
  const typed = useRef<Data>(data);
  const latest = useRef({ onChange, t });
  useEffect(() => {
    latest.current = { onChange, t };
  });

  useEffect(() => {
    const container = place.current;
    if (container === null) return;
    const own = new Form({
      container,
      additionalModules: [localizedValidation((message) => formMessage(message, latest.current.t))],
    });
    form.current = own;
    const stopWords = watchFormWords(container, (key) => latest.current.t(key));
    let ready = false;
    own.on('changed', (event: { data: Data }) => {
      // Drawing the form also counts as a change for form-js; only what a person does is worth keeping.
      if (!ready) return;
      typed.current = { ...typed.current, ...event.data };
      latest.current.onChange(event.data);
    });
    void own.importSchema(withoutButtons(schema), typed.current).then(() => {
      own.setProperty('readOnly', readOnly);
      ready = true;
    });
    return () => {
      stopWords();
      form.current = undefined;
      own.destroy();
    };
  }, [schema, readOnly]);

  useImperativeHandle(ref, () => ({
    submit: () => {
      const own = form.current;
      if (own === undefined) return undefined;
      const { data: complete, errors } = own.submit();
      if (Object.keys(errors).length === 0) return complete;
      place.current?.querySelector<HTMLElement>('.fjs-has-errors input, .fjs-has-errors textarea')?.focus();
      return undefined;
    },
  }));

  useEffect(() => {
    if (Object.keys(faults).length === 0) return;
    form.current?._setState({ errors: errorsOf(faults, schema.components) });
  }, [faults, schema]);

  return <div ref={place} className="task-form" data-testid="task-form" />;
}
