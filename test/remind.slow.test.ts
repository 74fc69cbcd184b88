import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sqliteLedger } from '../src/integrations/sqlite/index.ts';
import { runAlice } from './a/process.ts';
import { aSmallDemo, type SmallDemo } from './a/small-demo.ts';
import { type Seen, seen } from './fakes/mime.ts';

/** Reminders through a mail server that is there, from the command line to the letter somebody opens. */
describe('alice remind, by SMTP', () => {
  // The last working day of May: attendance sheets go along.
  const friday = ['--now', '2026-05-29'];
  const first = 'prima@example.org';
  const second = 'seconda@example.org';
  const servers: MailServer[] = [];
  let home = '';
  let made: SmallDemo;
  let here = '';

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'alice-smtp-'));
    made = await aSmallDemo(join(home, 'made'), {
      today: '2026-05-20',
      internships: ['T-0020', 'T-0022', 'T-0031'],
      email: { 'O-0009': first, 'O-0017': second },
    });
  });
  beforeEach(() => {
    here = mkdtempSync(join(home, 'case-'));
    cpSync(join(home, 'made'), here, { recursive: true });
  });
  afterEach(() => Promise.all(servers.splice(0).map((it) => it.close())));
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  test('sends letters as people receive them, each once, their subjects without anybody’s data', async () => {
    const server = await aMailServer();

    const sent = await remind(server);
    const again = await remind(server);

    expect([sent.code, again.code]).toEqual([0, 0]);
    expect(again.out()).toContain('non c’è nulla da ricordare');
    expect(new Set(server.taken.map((it) => it.to)).size).toBe(server.taken.length);
    expect(server.taken.map((it) => it.to)).toEqual(expect.arrayContaining([first, second]));
    for (const { from, letter } of server.taken) {
      expect(from).toBe('coordinamento@example.org');
      expect(letter.subject).toMatch(/^ALICE: /);
      expect(made.personal.filter((it) => letter.subject.includes(it))).toEqual([]);
      expect(letter.text).toContain('Messaggio automatico di ALICE');
      expect(letter.html).toMatch(/^<!doctype html>|<html/i);
    }
    const sheets = server.taken.flatMap(({ letter }) => letter.files);
    expect(sheets.length).toBeGreaterThan(0);
    for (const { file, bytes } of sheets) {
      expect(file).toMatch(/^registro-presenze-FP-\d{4}\.pdf$/);
      expect(Buffer.from(bytes.slice(0, 5)).toString()).toBe('%PDF-');
    }
  });

  test('goes on where one address is refused, ends with 5, and tries that one again', async () => {
    const server = await aMailServer({ refuses: second });
    const whole = await aMailServer();

    const refused = await remind(server);
    const later = await remind(whole);

    expect([refused.code, later.code]).toEqual([5, 0]);
    expect(server.taken.map((it) => it.to)).toContain(first);
    expect(whole.taken.map((it) => it.to)).toEqual([second]);
    // Who it was for is told by ID.
    expect(refused.out()).toContain('Il messaggio per O-0017 non è partito');
    expect(refused.out() + refused.log()).not.toContain(second);
  });

  test('whose server dies in the middle leaves one message uncertain, to be sent again or let be', async () => {
    const dying = await aMailServer({ diesAt: second });
    const cut = await remind(dying);
    const whole = await aMailServer();
    const others = await remind(whole);
    const [code = ''] = /(?<=--resend )\w{6}/.exec(others.out()) ?? [];

    expect(cut.code).toBe(5);
    // What had not been handed over leaves as soon as there is a server; what had is left to a person.
    expect(others.code).toBe(0);
    expect(whole.taken.length).toBeGreaterThan(0);
    expect(dying.taken.map((it) => it.to)).toEqual([first]);
    expect(whole.taken.map((it) => it.to)).not.toContain(second);
    expect(others.out()).toContain('Del messaggio a O-0017 non si sa se sia partito');
    expect(await statesIn(here)).toContain('uncertain');
    const closing = mkdtempSync(join(home, 'case-'));
    cpSync(here, closing, { recursive: true });

    const resent = await remind(whole, ['--resend', code]);
    const after = await remind(whole);
    const closed = await remind(whole, ['--close', code], closing);
    const nothing = await remind(whole, [], closing);

    expect([resent.code, after.code, closed.code, nothing.code]).toEqual([0, 0, 0, 0]);
    expect(whole.taken.map((it) => it.to).filter((it) => it === second)).toHaveLength(1);
    expect(whole.taken.map((it) => it.to)).not.toContain(first);
    expect(await statesIn(here)).toEqual(['sent']);
    expect(await statesIn(closing)).toEqual(['closed', 'sent']);
    expect(nothing.out()).not.toContain('--resend');
  });

  // ── What the tests are made of ──────────────────────────────────────────────────────────────

  function remind(server: MailServer, more: readonly string[] = [], folder = here) {
    return runAlice(['remind', ...more, ...friday], {
      cwd: folder,
      env: {
        ALICE_REGISTER: join(folder, 'registro.xlsx'),
        ALICE_MAIL: server.url,
        XDG_STATE_HOME: join(home, 'state'),
      },
    });
  }

  async function statesIn(folder: string): Promise<readonly string[]> {
    const ledger = sqliteLedger({ file: join(folder, 'alice.sqlite') });
    const [messages, chain] = [await ledger.messages(), await ledger.verify()];
    await ledger.close();
    expect(chain.intact).toBe(true);
    return [...new Set(messages.map((it) => it.state))].toSorted();
  }

  interface MailServer {
    readonly url: string;
    readonly taken: readonly {
      readonly from: string;
      readonly to: string;
      readonly letter: Seen;
    }[];
    readonly close: () => Promise<void>;
  }

  /** A mail server of this machine; it may refuse an address, or be gone for good with a letter to one half taken. */
  async function aMailServer({
    refuses,
    diesAt,
  }: {
    readonly refuses?: string;
    readonly diesAt?: string;
  } = {}): Promise<MailServer> {
    const taken: MailServer['taken'][number][] = [];
    const sockets = new Set<Socket>();
    const die = () => {
      server.server.close();
      for (const it of sockets) it.destroy();
    };
    const server = new SMTPServer({
      hideSTARTTLS: true,
      authOptional: true,
      disableReverseLookup: true,
      onRcptTo: ({ address }, _session, done) => {
        const refused = new Error('no such mailbox');
        done(address === refuses ? Object.assign(refused, { responseCode: 550 }) : null);
      },
      onData: (stream, { envelope }, done) => {
        const [to = ''] = envelope.rcptTo.map((it) => it.address);
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        void buffer(stream).then((raw) => {
          if (to === diesAt) {
            die();
            return;
          }
          taken.push({ from, to, letter: seen(raw) });
          done(null);
        });
      },
    });
    server.on('error', () => undefined);
    server.server.on('connection', (it: Socket) => {
      sockets.add(it);
      it.on('close', () => sockets.delete(it));
    });
    await new Promise<void>((listening) => {
      server.listen(0, '127.0.0.1', listening);
    });
    // It listens on an address with a port.
    const { port } = server.server.address() as AddressInfo;
    const mine: MailServer = {
      url: `smtp://127.0.0.1:${port}`,
      taken,
      close: async () => die(),
    };
    servers.push(mine);
    return mine;
  }
});
