import { createTransport } from 'nodemailer';
import { DeliveryError } from './channel.ts';
import type { Channel } from './channel.ts';

export interface EmailOptions {
  /** smtp://user:password@host:port or smtps://…; secret. */
  readonly smtpUrl: string;
  /** Sender, e.g. 12345热线 <hotline@city.example>. */
  readonly from: string;
  readonly timeoutMs: number;
}

/** E-mail over SMTP. Receivers do not see one another. */
export function emailChannel({ smtpUrl, from, timeoutMs }: EmailOptions): Channel {
  const transport = createTransport(smtpUrl, { from });
  Object.assign(transport.options, {
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  });
  return {
    addressed: true,
    async send({ id, title, text, addresses }) {
      try {
        const result = await transport.sendMail({
          messageId: `<${encodeURIComponent(id)}@jiesu>`,
          bcc: [...addresses],
          subject: title,
          text,
        });
        const refused = result.rejected.length;
        return refused === 0 ? `accepted ${result.accepted.length}` : `refused ${refused}`;
      } catch (error) {
        throw failureOf(error);
      }
    },
    close() {
      transport.close();
    },
  };
}

/** A server's 5xx is its last word; everything else may pass. */
function failureOf(error: unknown): DeliveryError {
  const status = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN';
  const permanent = status >= 500 && code !== 'EAUTH';
  return new DeliveryError(status > 0 ? `SMTP ${status}` : code, permanent, { cause: error });
}
