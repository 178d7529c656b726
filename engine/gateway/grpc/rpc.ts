import {
  Metadata,
  type handleServerStreamingCall,
  type handleUnaryCall,
  type ServerWritableStream,
} from '@grpc/grpc-js';
import { ERROR_TABLE } from '../../errors.ts';
import type { Gateway } from '../gateway.ts';
import { refusalOf } from '../refusal.ts';

/** Answers one request; throws an EngineError to refuse it. */
export type UnaryRpc<Request, Answer> = (gateway: Gateway, request: Request) => Promise<Answer>;

/** Serves one server stream; ends the call itself. */
export type StreamRpc<Request, Message> = (
  gateway: Gateway,
  call: ServerWritableStream<Request, Message>,
) => void;

/**
 * RPCs by their name in the protocol file. Requests are what proto-loader makes of the wire (every field present), so
 * each family states the shape of its own requests.
 */
export interface RpcFamily {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each RPC has a request type of its own
  readonly unary?: Readonly<Record<string, UnaryRpc<any, unknown>>>;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
  readonly streams?: Readonly<Record<string, StreamRpc<any, any>>>;
}

/** Longest status message on the wire: it travels percent-encoded in an HTTP/2 header. */
const MAX_STATUS_LENGTH = 6000;

/**
 * Tells clients not to compress: one that is set to gzip (the SDK is) stops after its first answer, which saves both
 * ends a pass through zlib for every small message. Compressed requests are understood all the same.
 */
const NO_COMPRESSION = new Metadata();
NO_COMPRESSION.set('grpc-accept-encoding', 'identity');

/** Makes a grpc-js handler of an RPC: errors by the table, metrics. */
export function serveUnary(
  gateway: Gateway,
  name: string,
  rpc: UnaryRpc<unknown, unknown>,
): handleUnaryCall<unknown, unknown> {
  return (call, callback) => {
    const begun = performance.now();
    authorized(gateway, call.metadata, () => rpc(gateway, call.request)).then(
      (answer) => {
        // Not before the answer: so both travel in one piece.
        call.sendMetadata(NO_COMPRESSION);
        callback(null, answer);
        gateway.metrics.answered('grpc', name, 'OK', (performance.now() - begun) / 1000);
      },
      (error: unknown) => {
        const status = statusOf(error, gateway);
        callback(status);
        gateway.metrics.answered('grpc', name, status.name, (performance.now() - begun) / 1000);
      },
    );
  };
}

/** Makes a grpc-js handler of a server stream. */
export function serveStream(
  gateway: Gateway,
  name: string,
  rpc: StreamRpc<unknown, unknown>,
): handleServerStreamingCall<unknown, unknown> {
  return (call) => {
    const begun = performance.now();
    call.once('close', () => {
      const outcome = call.cancelled ? 'CANCELLED' : 'OK';
      gateway.metrics.answered('grpc', name, outcome, (performance.now() - begun) / 1000);
    });
    call.sendMetadata(NO_COMPRESSION);
    try {
      gateway.authorize(authorizationOf(call.metadata));
    } catch (error) {
      call.emit('error', statusOf(error, gateway));
      return;
    }
    rpc(gateway, call);
  };
}

async function authorized<T>(gateway: Gateway, metadata: Metadata, answer: () => Promise<T>): Promise<T> {
  gateway.authorize(authorizationOf(metadata));
  return answer();
}

function authorizationOf(metadata: Metadata): string | undefined {
  // The SDK may send an empty one besides.
  return metadata
    .get('authorization')
    .map(String)
    .find((header) => header !== '');
}

/** The gRPC status of an error. `name` is its row in the error table. */
export function statusOf(error: unknown, gateway: Gateway): Error & { code: number; details: string } {
  const { code, message } = refusalOf(error, gateway.logger);
  const details = headerSafe(message);
  const status = Object.assign(new Error(details), { code: ERROR_TABLE[code].grpc, details });
  status.name = code;
  return status;
}

function headerSafe(message: string): string {
  const wellFormed = message.replace(/\p{Surrogate}/gu, '\u{FFFD}');
  let text = wellFormed;
  while (encodeURI(text).length > MAX_STATUS_LENGTH) {
    text = text.slice(0, Math.floor(text.length * 0.8)).replace(/\p{Surrogate}/gu, '');
  }
  return text === wellFormed ? text : `${text} …`;
}
