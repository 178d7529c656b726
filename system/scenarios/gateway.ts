import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What is outside of the city's walls: it takes the text messages and the calls of other systems. */
export interface Gateway {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a gateway on a free port that takes whatever it is sent. */
export async function startGateway(): Promise<Gateway> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(204).end());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
