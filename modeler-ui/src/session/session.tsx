import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, use, useCallback, useEffect, useMemo, type ReactNode } from 'react';
import { problemOf, sessionApi, whenSignedOut, type Person, type Session } from '../api/index.ts';

interface SessionState {
  readonly person: Person | undefined;
  readonly loading: boolean;
  /** True when the server could not be asked at all, which is not the same as being signed out. */
  readonly unreachable: boolean;
  readonly signIn: (username: string, password: string) => Promise<Person>;
  readonly signOut: () => Promise<void>;
}

const SessionContext = createContext<SessionState | undefined>(undefined);
const SESSION_KEY = ['session'];

async function currentSession(signal: AbortSignal): Promise<Session | null> {
  try {
    return await sessionApi.current(signal);
  } catch (error) {
    if (problemOf(error).status === 401) return null;
    throw error;
  }
}

/** Keeps who is signed in; a 401 of any request ends the session on the page as well. */
export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  const { data, isPending, isError } = useQuery({
    queryKey: SESSION_KEY,
    queryFn: ({ signal }) => currentSession(signal),
    staleTime: Infinity,
  });

  const forget = useCallback(() => {
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== SESSION_KEY[0] });
    client.setQueryData(SESSION_KEY, null);
  }, [client]);

  useEffect(() => whenSignedOut(forget), [forget]);

  const value = useMemo<SessionState>(
    () => ({
      person: data?.person,
      loading: isPending,
      unreachable: isError && data === undefined,
      signIn: async (username, password) => {
        const session = await sessionApi.signIn(username, password);
        client.setQueryData(SESSION_KEY, session);
        return session.person;
      },
      signOut: async () => {
        await sessionApi.signOut();
        forget();
      },
    }),
    [data, isPending, isError, client, forget],
  );
  return <SessionContext value={value}>{children}</SessionContext>;
}

/** The session of this page; only inside SessionProvider. */
export function useSession(): SessionState {
  const session = use(SessionContext);
  if (session === undefined) throw new Error('useSession needs a SessionProvider above it');
  return session;
}
