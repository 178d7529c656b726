import { useQuery } from '@tanstack/react-query';
import { referenceApi, type Named } from '../api/index.ts';
import { useWords } from '../i18n/index.ts';

type ReferenceList = 'catalogue' | 'units' | 'areas' | 'referrals';

interface Reference {
  readonly loading: boolean;
  readonly options: { value: string; label: string }[];
  /** The name of an id in the page's language; the id itself where it is unknown. */
  readonly nameOf: (id: string | null | undefined) => string;
  /** What is said to the caller who is referred so. */
  readonly scriptOf: (id: string | undefined) => string | undefined;
}

/** A list that rarely changes, read once a visit, in the page's language. */
export function useReference(list: ReferenceList): Reference {
  const { language } = useWords();
  const { data, isPending } = useQuery({
    queryKey: ['reference', list],
    queryFn: ({ signal }) => referenceApi[list](signal),
    staleTime: 10 * 60_000,
  });
  const named = (row: Named): string => (language === 'en' ? (row.nameEn ?? row.name) : row.name);
  const path = (row: Named): string => {
    const parent = row.parent == null ? undefined : data?.find((candidate) => candidate.id === row.parent);
    return parent === undefined ? named(row) : `${path(parent)} / ${named(row)}`;
  };
  return {
    loading: isPending,
    options: (data ?? []).map((row) => ({
      value: row.id,
      label: path(row),
    })),
    nameOf: (id) => {
      if (id == null || id === '') return '—';
      const row = data?.find((candidate) => candidate.id === id);
      return row === undefined ? id : named(row);
    },
    scriptOf: (id) => data?.find((candidate) => candidate.id === id)?.script,
  };
}
