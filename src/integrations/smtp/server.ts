import type { SMTPConnectionAuth, SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import { Unreachable } from '../../ports.ts';

/** A mail server, and how to speak to it. */
export interface Server {
  /** To be told in messages, without what is secret: `smtp.example.org:587`. */
  readonly where: string;
  readonly connection: SMTPConnectionOptions;
  /** Nobody where the URL names none. */
  readonly login: SMTPConnectionAuth | undefined;
}

/** Reads the server's URL. Throws `Unreachable` where it says what ALICE does not know; what it holds is not repeated. */
export function serverIn({ url, authority, patience = 60_000 }: ServerOptions): Server {
  const read = URL.canParse(url) ? new URL(url) : undefined;
  if (read === undefined || !/^smtps?:$/.test(read.protocol) || read.hostname === '') {
    throw wrong('non è l’indirizzo di un server della posta');
  }
  const secure = read.protocol === 'smtps:';
  const host = read.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = Number(read.port) || (secure ? 465 : 587);
  const near = LOOPBACK.test(host);
  const requireTLS = tlsSaid(read.searchParams) ?? !near;
  const [user, pass] = [decoded(read.username), decoded(read.password)];
  if ((user === '') !== (pass === '')) {
    throw wrong('ha il nome ma non la password, o la password ma non il nome');
  }
  return {
    where: `${host}:${port}`,
    connection: {
      host,
      port,
      secure,
      requireTLS: !secure && requireTLS,
      // What is said on this machine leaves it by no wire, and its certificate is often nobody's.
      ignoreTLS: near && !requireTLS,
      tls: {
        minVersion: 'TLSv1.2',
        ...(authority === undefined ? {} : { ca: authority }),
      },
      connectionTimeout: patience,
      greetingTimeout: patience,
      socketTimeout: patience,
    },
    login: user === '' ? undefined : { user, pass },
  };
}

interface ServerOptions {
  readonly url: string;
  /** PEM. */
  readonly authority?: string | undefined;
  /** Milliseconds. */
  readonly patience?: number | undefined;
}

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|::1)$/i;

function tlsSaid(parameters: URLSearchParams): boolean | undefined {
  const said = parameters.get('requireTLS');
  const others = [...parameters.keys()].filter((it) => it !== 'requireTLS');
  if (others.length > 0 || !(said === null || said === 'true' || said === 'false')) {
    throw wrong('dopo il «?» dice qualcosa che ALICE non conosce: vale solo «?requireTLS=false»');
  }
  return said === null ? undefined : said === 'true';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw wrong('ha un «%» che non è scritto «%25»');
  }
}

function wrong(why: string): Unreachable {
  return new Unreachable({
    what: 'La posta (ALICE_MAIL)',
    why,
    cure: 'Scrivilo così: smtps://alice:parola@smtp.example.org, con %40 al posto di una chiocciola nel nome o nella password.',
  });
}
