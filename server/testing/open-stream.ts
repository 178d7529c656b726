import { get } from 'node:http';
import type { Desk } from './test-server.ts';

/** A stream of events of a person, as their page reads it. */
export interface OpenStream {
  /** All that was received. */
  text(): string;
  /** Resolves when a text was received. */
  until(part: string): Promise<void>;
  /** Resolves when the server ended the stream. */
  readonly ended: Promise<void>;
  close(): void;
}

/** Opens `/api/events`. */
export function openStream(url: string, desk: Desk): OpenStream {
  let text = '';
  const waiting: { readonly part: string; readonly resolve: () => void }[] = [];
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const call = get(`${url}/api/events`, { headers: { cookie: desk.cookie } }, (response) => {
    response.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      for (const { part, resolve } of waiting) if (text.includes(part)) resolve();
    });
    response.on('close', () => end());
    response.on('error', () => end());
  });
  call.on('error', () => end());
  return {
    text: () => text,
    ended,
    close: () => call.destroy(),
    until: (part) =>
      new Promise((resolve) => {
        if (text.includes(part)) resolve();
        else waiting.push({ part, resolve });
      }),
  };
}
