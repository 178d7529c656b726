import { useQuery } from '@tanstack/react-query';
import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { referenceApi } from '../api/index.ts';

interface ServerClock {
  /** The system's present time in epoch ms, refreshed each half minute. */
  readonly now: number;
  readonly pinned: boolean;
}

const ClockContext = createContext<ServerClock | undefined>(undefined);
const TICK = 30_000;

/** Counts with the system's clock, not the visitor's: the engine's may be pinned in a rehearsal. */
export function ClockProvider({ children }: { readonly children: ReactNode }) {
  const { data, dataUpdatedAt } = useQuery({
    queryKey: ['clock'],
    queryFn: ({ signal }) => referenceApi.clock(signal),
    refetchInterval: TICK,
    retry: false,
  });
  const [local, setLocal] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setLocal(Date.now()), TICK);
    return () => clearInterval(timer);
  }, []);
  const value = useMemo<ServerClock>(() => {
    const answered = data == null ? NaN : Date.parse(data.now);
    if (Number.isNaN(answered)) return { now: local, pinned: false };
    const pinned = data?.pinned === true;
    return { now: pinned ? answered : answered + Math.max(0, local - dataUpdatedAt), pinned };
  }, [data, dataUpdatedAt, local]);
  return <ClockContext value={value}>{children}</ClockContext>;
}

/** The system's clock; only inside ClockProvider. */
export function useServerClock(): ServerClock {
  const clock = use(ClockContext);
  if (clock === undefined) throw new Error('useServerClock needs a ClockProvider above it');
  return clock;
}
