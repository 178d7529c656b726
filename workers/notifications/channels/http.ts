import { DeliveryError } from './channel.ts';

/**
 * Posts a body and returns the status of the answer.
 * @throws DeliveryError with `HTTP <status>` or the name of the fault. Refusals (4xx) are permanent, except those that
 *   ask to come again: 408, 425, 429
 */
export async function post(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  timeoutMs: number,
): Promise<string> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
      // whoever answers with another place gets nothing there: the body is for this receiver
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
  } catch (error) {
    throw new DeliveryError(error instanceof Error ? error.name : 'UNKNOWN', false, { cause: error });
  }
  if (response.ok) return `HTTP ${response.status}`;
  const { status } = response;
  const again = status >= 500 || status === 408 || status === 425 || status === 429;
  throw new DeliveryError(`HTTP ${status}`, !again);
}
