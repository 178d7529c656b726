import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { LiveChannel, type LiveState } from '../api/index.ts';

const LiveContext = createContext<{ channel: LiveChannel; state: LiveState } | undefined>(undefined);

/** Changes within this many ms are asked for together: a storm brings tens of messages a second. */
const GATHER = 400;

interface Refresher {
  readonly add: (key: readonly string[]) => void;
  readonly all: () => void;
  readonly stop: () => void;
}

/** Refreshes what is shown, many messages at a time. */
function refresher(client: QueryClient): Refresher {
  const waiting = new Map<string, readonly string[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    timer = undefined;
    for (const queryKey of waiting.values()) void client.invalidateQueries({ queryKey });
    waiting.clear();
  };
  return {
    add: (key) => {
      waiting.set(key.join(' '), key);
      timer ??= setTimeout(flush, GATHER);
    },
    all: () => void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' }),
    stop: () => clearTimeout(timer),
  };
}

/** Opens the event stream for the signed-in page and refreshes what the messages touch. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  const channel = useMemo(() => new LiveChannel('/api/events'), []);
  const [state, setState] = useState<LiveState>('connecting');
  const wasLost = useRef(false);

  useEffect(() => {
    const refresh = refresher(client);
    const offState = channel.onState((next) => {
      setState(next);
      if (next === 'lost') {
        wasLost.current = true;
        // The stream does not say why it ended; the session may have.
        void client.invalidateQueries({ queryKey: ['session'] });
      }
      // What was missed while the stream was down is unknown, so everything shown is asked for again.
      if (next === 'open' && wasLost.current) {
        wasLost.current = false;
        refresh.all();
      }
    });
    const offMessage = channel.onMessage((message) => {
      if (message.kind === 'resync') {
        refresh.all();
        return;
      }
      if (message.kind === 'rule-run') {
        refresh.add(['rule-runs', message.id ?? '']);
        return;
      }
      if (message.kind === 'task') refresh.add(['tasks']);
      refresh.add(['orders']);
      // what people are told of comes with the changes of their orders and tasks
      refresh.add(['notices']);
      refresh.add(['meetings']);
      if (message.orderNo !== undefined) refresh.add(['order', message.orderNo]);
    });
    channel.start();
    return () => {
      refresh.stop();
      offState();
      offMessage();
      channel.stop();
    };
  }, [channel, client]);

  const value = useMemo(() => ({ channel, state }), [channel, state]);
  return <LiveContext value={value}>{children}</LiveContext>;
}

export function useLiveState(): LiveState {
  return use(LiveContext)?.state ?? 'connecting';
}
