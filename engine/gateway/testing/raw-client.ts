import { Client, credentials, type ClientReadableStream, type ServiceError } from '@grpc/grpc-js';
import { loadGatewayService } from '../grpc/proto.ts';

const service = loadGatewayService();

/** A gRPC client without the SDK, for what the SDK does not send and for streams that nobody reads. */
export class RawClient {
  readonly #client: Client;

  constructor(port: number) {
    this.#client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
  }

  /** Calls an RPC by its name. Rejects with the ServiceError. */
  call(method: string, request: object): Promise<unknown> {
    const { path, requestSerialize, responseDeserialize } = definitionOf(method);
    return new Promise((resolve, reject) => {
      this.#client.makeUnaryRequest(
        path,
        requestSerialize,
        responseDeserialize,
        request,
        (error: ServiceError | null, answer?: unknown) => {
          if (error) reject(error);
          else resolve(answer);
        },
      );
    });
  }

  /** Opens a server stream. It is not read until someone listens for 'data'. */
  stream(method: string, request: object): ClientReadableStream<unknown> {
    const { path, requestSerialize, responseDeserialize } = definitionOf(method);
    return this.#client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, request);
  }

  close(): void {
    this.#client.close();
  }
}

function definitionOf(method: string) {
  const definition = service[method];
  if (!definition) throw new Error(`the protocol file has no RPC ${method}`);
  return definition;
}
