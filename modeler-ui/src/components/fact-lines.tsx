import type { ReactNode } from 'react';

interface FactLinesProps {
  /** Name and value; a fact without a value is left out. */
  readonly facts: readonly (readonly [name: string, value: ReactNode])[];
}

/** A short list of facts, name before value; nothing where there is none. */
export function FactLines({ facts }: FactLinesProps) {
  const known = facts.filter(([, value]) => value !== undefined && value !== null && value !== '');
  if (known.length === 0) return null;
  return (
    <dl className="fact-lines">
      {known.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
