type Translate = (key: string, values?: Readonly<Record<string, unknown>>) => string;

/** What form-js's validator says, by shape; it has no translation of its own (form-js-viewer 1.23). */
const MESSAGES: readonly (readonly [RegExp, string])[] = [
  [/^Field is required\.$/, 'form.required'],
  [/^Field must have minimum length of (.+)\.$/, 'form.minLength'],
  [/^Field must have maximum length of (.+)\.$/, 'form.maxLength'],
  [/^Field must have minimum value of (.+)\.$/, 'form.min'],
  [/^Field must have maximum value of (.+)\.$/, 'form.max'],
  [/^Field must match pattern (.+)\.$/, 'form.pattern'],
  [/^Field must be a valid email\.$/, 'form.email'],
  [/^Field must be a valid +international phone number\./, 'form.phone'],
  [/^Value is not a number\.$/, 'form.number'],
];

/** A message of form-js in the page's language; an unknown one is shown as it came. */
export function formMessage(message: string, t: Translate): string {
  for (const [shape, key] of MESSAGES) {
    const match = shape.exec(message);
    if (match !== null) return t(key, { value: match[1] });
  }
  return message;
}

/** Words that form-js draws into its lists and has no setting for. */
const WORDS: Readonly<Record<string, string>> = {
  Search: 'form.search',
  Select: 'form.select',
  'No results': 'form.noResults',
};

/** Puts form-js's own words in a container into the page's language, now and whenever it draws anew. */
export function watchFormWords(container: HTMLElement, t: Translate): () => void {
  const apply = (): void => {
    for (const input of container.querySelectorAll('input[placeholder]')) {
      const key = WORDS[input.getAttribute('placeholder') ?? ''];
      if (key !== undefined) input.setAttribute('placeholder', t(key));
    }
    for (const place of container.querySelectorAll('.fjs-select-display, .fjs-dropdownlist-empty')) {
      const text = place.firstChild;
      const key = WORDS[text?.nodeValue ?? ''];
      // The text node itself is changed, since the form's renderer keeps hold of it.
      if (text !== null && key !== undefined) text.nodeValue = t(key);
    }
  };
  const observer = new MutationObserver(apply);
  observer.observe(container, {
    childList: true,
    subtree: true,
    characterData: true,
    attributes: true,
    attributeFilter: ['placeholder'],
  });
  apply();
  return () => observer.disconnect();
}
