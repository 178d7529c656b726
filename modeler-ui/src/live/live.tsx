import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { LiveChannel, type LiveMessage, type LiveState } from '../api/index.ts';

const LiveContext = createContext<{ channel: LiveChannel; state: LiveState } | undefined>(undefined);

/** Opens the event stream for the signed-in page and refreshes what the messages touch. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  const channel = useMemo(() => new LiveChannel('/api/events'), []);
  const [state, setState] = useState<LiveState>('connecting');
  const wasLost = useRef(false);

  useEffect(() => {
    const refreshAll = (): void =>
      void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
    const offState = channel.onState((next) => {
      setState(next);
      if (next === 'lost') wasLost.current = true;
      // What was missed while the stream was down is unknown, so everything shown is asked for again.
      if (next === 'open' && wasLost.current) {
        wasLost.current = false;
        refreshAll();
      }
    });
    const offMessage = channel.onMessage((message) => {
      if (message.kind === 'resync') {
        refreshAll();
        return;
      }
      if (message.kind === 'task') void client.invalidateQueries({ queryKey: ['tasks'] });
      void client.invalidateQueries({ queryKey: ['orders'] });
      if (message.orderNo !== undefined) {
        void client.invalidateQueries({ queryKey: ['order', message.orderNo] });
      }
    });
    channel.start();
    return () => {
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

/** Calls the listener on every live message while the component is shown. */
export function useLiveMessages(listener: (message: LiveMessage) => void): void {
  const channel = use(LiveContext)?.channel;
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => channel?.onMessage((message) => latest.current(message)), [channel]);
}
