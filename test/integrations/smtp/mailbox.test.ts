import { createHash } from 'node:crypto';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../src/integrations/memory/clock.ts';
import { type SmtpMailbox, smtpMailbox } from '../../../src/integrations/smtp/index.ts';
import { type Mailbox, Unreachable } from '../../../src/ports.ts';
import { aLetter, aMailbox } from '../../contracts/mailbox.ts';
import { headerOf, partsOf, seen } from '../../fakes/mime.ts';
import { certificate } from './certificate.ts';

const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  await Promise.all(closing.map((close) => close()));
});

aMailbox(
  'the mailbox of a mail server',
  async () => {
    const server = await aServer();
    return {
      mailbox: aMailboxAt(server),
      left: async () =>
        server.taken.map(({ raw }) => {
          const { from: _, ...letter } = seen(raw);
          return letter;
        }),
    };
  },
  { forgets: true },
);

// Together: the server greets nobody before a tenth of a second has passed.
describe.concurrent('a letter through a mail server', () => {
  it('goes over TLS, signed in, from and to the right addresses', async () => {
    const server = await aServer();

    await aMailboxAt(server).send(aLetter());

    expect(server.taken).toMatchObject([
      { secure: true, user: 'alice', from: 'alice@example.org', to: ['amina.rossi@example.org'] },
    ]);
  });

  it('has the same Message-ID whenever it is sent, of the sender’s domain', async () => {
    const server = await aServer();

    await aMailboxAt(server).send(aLetter());
    await aMailboxAt(server).send(aLetter());

    const ids = server.taken.map(({ raw }) => headerOf(partsOf(raw), 'message-id'));
    const id = createHash('sha256').update(aLetter().key).digest('hex');
    expect(ids).toEqual([`<${id}@example.org>`, `<${id}@example.org>`]);
  });

  it('leaves by TLS from the start, too', async () => {
    const server = await aServer({ secure: true });

    await aMailboxAt(server, { scheme: 'smtps' }).send(aLetter());

    expect(server.taken).toMatchObject([{ secure: true }]);
  });

  it('needs no TLS on this machine', async () => {
    const server = await aServer({ hideSTARTTLS: true, authOptional: true });

    await aMailboxAt(server, { login: '', query: '' }).send(aLetter());

    expect(server.taken).toMatchObject([{ secure: false, user: undefined }]);
  });

  it('does not tell the password to a server that does not offer TLS', async () => {
    const server = await aServer({ disabledCommands: ['STARTTLS'], allowInsecureAuth: true });
    const mailbox = aMailboxAt(server);

    await expect(mailbox.send(aLetter())).rejects.toThrow('non offre una connessione cifrata');

    expect(server.logins).toEqual([]);
    expect(await mailbox.sent(aLetter().key)).toBe('not sent');
  });

  it('does not trust a certificate nobody vouches for', async () => {
    const server = await aServer();
    const mailbox = aMailboxAt(server, { authority: undefined });

    await expect(mailbox.send(aLetter())).rejects.toThrow(
      'il suo certificato non è tra quelli fidati',
    );

    expect(server.logins).toEqual([]);
  });

  it('is not sent by who is not let in, and no message repeats the password', async () => {
    const server = await aServer();
    const mailbox = aMailboxAt(server, { login: 'alice:sbagli%40ta@' });

    const failure = await failureOf(mailbox.send(aLetter()));

    expect(failure.message).toContain('non accetta il nome o la password');
    expect(server.logins).toEqual([{ username: 'alice', password: 'sbagli@ta' }]);
    expect(everythingIn(failure)).not.toMatch(/sbagli|alice/i);
    expect(await mailbox.sent(aLetter().key)).toBe('not sent');
  });

  it('tells an address the server refuses, without repeating it, and may be sent once that is mended', async () => {
    const server = await aServer({
      onRcptTo: ({ address }, _, then) =>
        then(
          address.startsWith('amina')
            ? Object.assign(new Error(`no such user ${address}`), { responseCode: 550 })
            : undefined,
        ),
    });
    const mailbox = aMailboxAt(server);

    const failure = await failureOf(mailbox.send(aLetter()));

    expect(failure.message).toContain('non accetta l’indirizzo a cui va la lettera');
    expect(everythingIn(failure)).not.toContain('amina');
    expect(await mailbox.sent(aLetter().key)).toBe('not sent');
    await mailbox.send(aLetter({ to: 'a.rossi@example.org' }));
    expect(await mailbox.sent(aLetter().key)).toBe('sent');
  });

  it.each([
    ['onMailFrom', 550, 'non accetta il mittente'],
    ['onMailFrom', 451, 'chiede di riprovare'],
    ['onRcptTo', 450, 'chiede di riprovare'],
  ] as const)('tells what the server answers: %s %i', async (step, responseCode, told) => {
    const server = await aServer({
      [step]: (_: unknown, __: unknown, then: (failure: Error) => void) =>
        then(Object.assign(new Error('no'), { responseCode })),
    });

    await expect(aMailboxAt(server).send(aLetter())).rejects.toThrow(told);
  });

  it.each([
    [554, 'non ha accettato la lettera'],
    [552, 'è più grande di quanto accetta'],
    [451, 'chiede di riprovare'],
  ])('was not sent where the server says %i after it has read it', async (responseCode, told) => {
    const server = await aServer({
      onData: (stream, _, then) => {
        stream.resume();
        stream.on('end', () => then(Object.assign(new Error('no'), { responseCode })));
      },
    });
    const mailbox = aMailboxAt(server);

    await expect(mailbox.send(aLetter())).rejects.toThrow(told);

    expect(await mailbox.sent(aLetter().key)).toBe('not sent');
  });

  it('is not begun where the server says that it is too big', async () => {
    const server = await aServer({ size: 1000 });
    const attachments = [{ file: 'T-0014.pdf', bytes: new Uint8Array(2000) }];

    await expect(aMailboxAt(server).send(aLetter({ attachments }))).rejects.toThrow(
      'è più grande di quanto accetta',
    );
  });

  it('was not sent where the connection breaks before the server takes it', async () => {
    const server = await aServer({ onRcptTo: () => server.cut() });
    const mailbox = aMailboxAt(server);

    await expect(mailbox.send(aLetter())).rejects.toThrow('prima che la lettera partisse');

    expect(await mailbox.sent(aLetter().key)).toBe('not sent');
  });

  it('may have been sent where the connection breaks after the server has it; sent again it is there perhaps twice', async () => {
    let broken = 0;
    const server = await aServer({
      onData: (stream, session, then) => {
        void server.take(stream, session).then(() => {
          broken += 1;
          if (broken === 1) server.cut();
          else then();
        });
      },
    });
    const mailbox = aMailboxAt(server);

    await expect(mailbox.send(aLetter())).rejects.toThrow('non si sa se è partita');

    expect(await mailbox.sent(aLetter().key)).toBe('unknown');
    await mailbox.send(aLetter());
    expect(await mailbox.sent(aLetter().key)).toBe('sent');
    expect(server.taken).toHaveLength(2);
  });

  it('stays in doubt though a second attempt is refused', async () => {
    let attempts = 0;
    const server = await aServer({
      onRcptTo: (_, __, then) => {
        attempts += 1;
        then(attempts === 1 ? undefined : Object.assign(new Error('no'), { responseCode: 550 }));
      },
      onData: (stream) => {
        stream.resume();
        stream.on('end', () => server.cut());
      },
    });
    const mailbox = aMailboxAt(server);

    await expect(mailbox.send(aLetter())).rejects.toThrow('non si sa se è partita');
    await expect(mailbox.send(aLetter())).rejects.toThrow('non accetta l’indirizzo');

    expect(await mailbox.sent(aLetter().key)).toBe('unknown');
  });

  it('is forgotten by the next process', async () => {
    const server = await aServer();
    await aMailboxAt(server).send(aLetter());

    expect(await aMailboxAt(server).sent(aLetter().key)).toBe('unknown');
  });

  it('does not wait for ever for a server that says nothing', async () => {
    const { port } = await aListener();

    await expect(aMailboxAt({ port }, { patience: 30 }).send(aLetter())).rejects.toThrow(
      'non ha risposto in tempo',
    );
  });

  it('tells that nobody listens', async () => {
    const { port, close } = await aListener();
    await close();

    await expect(aMailboxAt({ port }).send(aLetter())).rejects.toThrow(
      `Il server della posta (localhost:${port}): ALICE non riesce a collegarsi`,
    );
  });

  it('is not written to what is no single address, nor can it slip a header in', async () => {
    const server = await aServer();
    const mailbox = aMailboxAt(server);

    for (const to of [
      '',
      'amina',
      'a@example.org, b@example.org',
      'a@example.org\r\nBcc: b@c.it',
    ]) {
      await expect(mailbox.send(aLetter({ key: to, to }))).rejects.toThrow(
        'one plain e-mail address',
      );
    }
    const odd = { file: 'a"\r\nBcc: b@c.it.pdf', bytes: Uint8Array.of(1) };
    await mailbox.send(aLetter({ subject: 'Uno\r\nBcc: b@c.it', attachments: [odd] }));

    const raw = server.taken.map((it) => it.raw).join('\r\n');
    expect(raw).not.toMatch(/^bcc/im);
    expect(seen(raw).subject).toBe('Uno Bcc: b@c.it');
  });
});

describe('the URL of a mail server', () => {
  it.each([
    ['', 'non è l’indirizzo di un server'],
    ['https://smtp.example.org', 'non è l’indirizzo di un server'],
    ['smtp://', 'non è l’indirizzo di un server'],
    ['smtp://alice@smtp.example.org', 'ha il nome ma non la password'],
    ['smtp://alice:p%ZZ@smtp.example.org', 'ha un «%»'],
    ['smtp://smtp.example.org?pool=true', 'vale solo «?requireTLS=false»'],
    ['smtp://smtp.example.org?requireTLS=no', 'vale solo «?requireTLS=false»'],
  ])('is refused where ALICE cannot read it, and is not repeated: %j', (url, why) => {
    const made = () => smtpMailbox({ url, from: 'alice@example.org', clock });

    expect(made).toThrow(why);
    expect(made).not.toThrow(url === '' ? 'smtp.example.org?' : url);
  });
});

// ---- a server in this process ---------------------------------------------------------------

const clock = fixedClock('2026-08-16T07:00:00Z');

interface Taken {
  readonly raw: string;
  readonly secure: boolean;
  readonly user: string | null | undefined;
  readonly from: string;
  readonly to: readonly string[];
}

type Session = Parameters<SMTPServer['onData']>[1];

async function aServer(options: SMTPServerOptions = {}) {
  const taken: Taken[] = [];
  const logins: Pick<Parameters<SMTPServer['onAuth']>[0], 'username' | 'password'>[] = [];
  const sockets = new Set<Socket>();
  const take = async (stream: Parameters<SMTPServer['onData']>[0], session: Session) => {
    const { mailFrom, rcptTo } = session.envelope;
    const raw = await text(stream);
    taken.push({
      raw,
      secure: session.secure,
      user: session.user,
      from: mailFrom === false ? '' : mailFrom.address,
      to: rcptTo.map((it) => it.address),
    });
  };
  const server = new SMTPServer({
    ...certificate,
    logger: false,
    disableReverseLookup: true,
    onAuth: ({ username, password }, _, then) => {
      logins.push({ username, password });
      if (password === 'parola') then(undefined, { user: username });
      else then(Object.assign(new Error('no'), { responseCode: 535 }));
    },
    onData: (stream, session, then) => {
      void take(stream, session).then(() => then());
    },
    ...options,
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // A server that listens on a port has an address of this kind.
  const { port } = server.server.address() as AddressInfo;
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  closing.push(
    () =>
      new Promise((resolve) => {
        cut();
        server.close(() => resolve());
      }),
  );
  return { port, taken, logins, take, cut };
}

/** Takes connections, and says nothing. */
async function aListener() {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => sockets.add(socket));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const close = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => resolve());
    });
  closing.push(close);
  // As above.
  const { port } = server.address() as AddressInfo;
  return { port, close };
}

/** On this machine TLS is not asked for by itself: here it is, as of a server elsewhere. */
function aMailboxAt(
  { port }: { readonly port: number },
  {
    scheme = 'smtp',
    login = 'alice:parola@',
    query = '?requireTLS=true',
    ...options
  }: Partial<SmtpMailbox> & {
    readonly scheme?: string;
    readonly login?: string;
    readonly query?: string;
  } = {},
): Mailbox {
  return smtpMailbox({
    url: `${scheme}://${login}localhost:${port}${query}`,
    from: 'ALICE <alice@example.org>',
    clock,
    authority: certificate.cert,
    ...options,
  });
}

async function failureOf(work: Promise<unknown>): Promise<Unreachable> {
  const failure: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (failure instanceof Unreachable) return failure;
  throw new Error('it did not fail as the world does');
}

function everythingIn(failure: Unreachable): string {
  const { message, stack, what, why, cure, cause } = failure;
  // The URL of the example in a cure names nobody.
  return JSON.stringify([message, stack, what, why, cure, cause])
    .replaceAll('ALICE', '')
    .replaceAll(/\/[\w./-]*:\d+:\d+/g, '');
}
