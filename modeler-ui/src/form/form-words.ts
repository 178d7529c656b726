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
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^Search$/, 'form.search'],
  [/^Select$/, 'form.select'],
  [/^No results$/, 'form.noResults'],
  [/^Add new$/, 'form.add'],
  [/^Remove list item (\d+)$/, 'form.removeEntry'],
  [/^Collapse$/, 'form.collapse'],
  [/^Expand all \((\d+)\)$/, 'form.expand'],
];

/** A word of form-js in the page's language; undefined for what is not its own. */
export function formWord(word: string, t: Translate): string | undefined {
  for (const [shape, key] of WORDS) {
    const match = shape.exec(word);
    if (match !== null) return t(key, { value: match[1] });
  }
  return undefined;
}

const TEXT_PLACES =
  '.fjs-select-display, .fjs-dropdownlist-empty, .fjs-repeat-render-add, .fjs-repeat-render-collapse';
const ATTRIBUTES = [
  ['placeholder', 'input[placeholder]'],
  ['aria-label', '.fjs-repeat-row-remove[aria-label]'],
] as const;

/** Puts form-js's own words in a container into the page's language, now and whenever it draws anew. */
export function watchFormWords(container: HTMLElement, t: Translate): () => void {
  const apply = (): void => {
    for (const [attribute, selector] of ATTRIBUTES) {
      for (const place of container.querySelectorAll(selector)) {
        const word = formWord(place.getAttribute(attribute) ?? '', t);
        if (word !== undefined) place.setAttribute(attribute, word);
      }
    }
    for (const place of container.querySelectorAll(TEXT_PLACES)) {
      for (const text of place.childNodes) {
        if (text.nodeType !== Node.TEXT_NODE) continue;
        const word = formWord(text.nodeValue ?? '', t);
        // The text node itself is changed, since the form's renderer keeps hold of it.
        if (word !== undefined) text.nodeValue = word;
      }
    }
  };
  const observer = new MutationObserver(apply);
  observer.observe(container, {
    childList: true,
    subtree: true,
    characterData: true,
    attributes: true,
    attributeFilter: ATTRIBUTES.map(([attribute]) => attribute),
  });
  apply();
  return () => observer.disconnect();
}
