import type { ReactNode } from 'react';

interface SectionListProps<T> {
  readonly title: string;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  readonly children: (item: T) => ReactNode;
}

/** A named list; nothing at all where there is nothing in it. */
export function SectionList<T>({ title, items, keyOf, children }: SectionListProps<T>) {
  if (items.length === 0) return null;
  return (
    <section className="life" aria-label={title}>
      <h2>{title}</h2>
      <ul className="life-list">
        {items.map((item) => (
          <li key={keyOf(item)}>{children(item)}</li>
        ))}
      </ul>
    </section>
  );
}
