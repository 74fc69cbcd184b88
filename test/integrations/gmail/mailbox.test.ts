import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { GMAIL_SCOPES, gmailMailbox } from '../../../src/integrations/gmail/index.ts';
import { fixedClock } from '../../../src/integrations/memory/clock.ts';
import type { Mailbox } from '../../../src/ports.ts';
import { aLetter, aMailbox } from '../../contracts/mailbox.ts';
import { type FakeGoogle, fakeGoogle } from '../../fakes/google/index.ts';
import type { FakeOptions } from '../../fakes/google/service.ts';
import { headerOf, partsOf, seen } from '../../fakes/mime.ts';
import { signedIn } from '../../fakes/signed-in.ts';

const shared = await fakeGoogle({ delegation: GMAIL_SCOPES });
afterAll(() => shared.close());
let writers = 0;

aMailbox('the mailbox of Gmail', () => {
  writers += 1;
  const subject = `alice${writers}@example.org`;
  return {
    mailbox: aMailboxIn(shared, { subject }).mailbox,
    left: async () =>
      shared.gmail.sent(subject).map(({ raw }) => {
        const { from: _, ...letter } = seen(raw);
        return letter;
      }),
  };
});

describe('a letter through Gmail', () => {
  it('is laid as a draft, remembered, sent, and remembered as sent', async () => {
    const google = await aWorld();
    const { mailbox, shelf } = aMailboxIn(google);
    const remembered: (readonly [number, string | undefined])[] = [];
    shelf.watch = (value) => remembered.push([google.calls.length, value]);

    await mailbox.send(aLetter());

    expect(google.calls.map((it) => `${it.method} ${it.path}`)).toEqual([
      'POST /token',
      'POST /upload/gmail/v1/users/me/drafts',
      'POST /gmail/v1/users/me/drafts/send',
    ]);
    const [message] = google.gmail.sent(ALICE);
    expect(remembered).toEqual([
      [2, expect.stringMatching(/^r-\d+$/)],
      [3, `sent:${message?.id}`],
    ]);
    expect(google.gmail.drafts(ALICE)).toEqual([]);
    expect(google.violations).toEqual([]);
  });

  it('leaves with a Message-ID of Gmail’s, and everything else as it was written', async () => {
    const google = await aWorld();

    await aMailboxIn(google).mailbox.send(aLetter());

    const [message] = google.gmail.sent(ALICE);
    const whole = partsOf(message?.raw ?? '');
    expect(headerOf(whole, 'message-id')).toMatch(/@mail\.gmail\.com>$/);
    expect(headerOf(whole, 'from')).toBe('ALICE <alice@example.org>');
    expect(headerOf(whole, 'date')).toBe('Sun, 16 Aug 2026 07:00:00 +0000');
    expect(headerOf(whole, 'auto-submitted')).toBe('auto-generated');
  });

  it('that left before this process began does not leave again', async () => {
    const google = await aWorld();
    const { mailbox, again } = aMailboxIn(google);
    await mailbox.send(aLetter());
    const before = google.calls.length;

    expect(await again().sent(aLetter().key)).toBe('sent');
    await again().send(aLetter());

    expect(google.gmail.sent(ALICE)).toHaveLength(1);
    expect(google.calls).toHaveLength(before);
  });

  it('whose process died before the draft was sent is not sent; its draft is, by the next one', async () => {
    const google = await aWorld();
    const { mailbox, again } = aMailboxIn(google);
    google.fault((call) => call.path.endsWith('/send'), 'reset before');
    await expect(mailbox.send(aLetter())).rejects.toThrow('non riesce a collegarsi');
    google.calm();

    const next = again();

    expect(await next.sent(aLetter().key)).toBe('not sent');
    await next.send(aLetter());
    expect(await next.sent(aLetter().key)).toBe('sent');
    expect(google.gmail.sent(ALICE)).toHaveLength(1);
    expect(google.gmail.drafts(ALICE)).toEqual([]);
  });

  it('whose process died after the draft was sent is sent, and does not leave again', async () => {
    const google = await aWorld();
    const { mailbox, again, shelf } = aMailboxIn(google);
    shelf.watch = (value) => {
      if (value?.startsWith('sent:') === true) throw new Error('killed');
    };
    await expect(mailbox.send(aLetter())).rejects.toThrow('killed');
    shelf.watch = undefined;

    const next = again();

    expect(await next.sent(aLetter().key)).toBe('sent');
    await next.send(aLetter());
    expect(google.gmail.sent(ALICE)).toHaveLength(1);
  });

  it('whose process died before the draft was remembered leaves a draft behind, which harms nobody', async () => {
    const google = await aWorld();
    const { mailbox, again, shelf } = aMailboxIn(google);
    shelf.watch = () => {
      throw new Error('killed');
    };
    await expect(mailbox.send(aLetter())).rejects.toThrow('killed');
    shelf.watch = undefined;

    const next = again();

    expect(await next.sent(aLetter().key)).toBe('not sent');
    await next.send(aLetter());
    expect(google.gmail.sent(ALICE)).toHaveLength(1);
    expect(google.gmail.drafts(ALICE)).toHaveLength(1);
  });

  it('whose draft a person threw away counts as sent', async () => {
    const google = await aWorld();
    const { mailbox, again } = aMailboxIn(google);
    google.fault((call) => call.path.endsWith('/send'), 503);
    await expect(mailbox.send(aLetter())).rejects.toThrow('Google ha un guasto');
    google.calm();
    google.gmail.discard(ALICE, google.gmail.drafts(ALICE)[0]?.id ?? '');

    expect(await again().sent(aLetter().key)).toBe('sent');
  });

  it.each([
    429,
    500,
    503,
    'reset before',
    'reset after',
    'reset midway',
    'truncated',
    { status: 500, worked: true },
  ] as const)('leaves once, whatever befalls the call that sends it: %j', async (fault) => {
    const google = await aWorld();
    const { mailbox } = aMailboxIn(google);
    let met = 0;
    google.fault((call) => call.path.endsWith('/send') && (met += 1) === 1, fault);

    await mailbox.send(aLetter());

    expect(google.gmail.sent(ALICE)).toHaveLength(1);
    expect(await mailbox.sent(aLetter().key)).toBe('sent');
  });

  it.each([500, 'reset before', 'reset after', 'truncated'] as const)(
    'is told not to have been sent where its draft may not be there: %j',
    async (fault) => {
      const google = await aWorld();
      const { mailbox, again } = aMailboxIn(google);
      google.fault((call) => call.path.endsWith('/drafts'), fault);

      await expect(mailbox.send(aLetter())).rejects.toThrow(`La casella Gmail ${ALICE}`);
      google.calm();

      expect(google.calls.filter((it) => it.path.endsWith('/drafts'))).toHaveLength(1);
      expect(await again().sent(aLetter().key)).toBe('not sent');
      await again().send(aLetter());
      expect(google.gmail.sent(ALICE)).toHaveLength(1);
    },
  );

  it('may carry papers beyond what fits in a call', async () => {
    const google = await aWorld();
    const attachments = [{ file: 'T-0014.pdf', bytes: new Uint8Array(11_000_000).fill(7) }];

    await aMailboxIn(google).mailbox.send(aLetter({ attachments }));

    const [message] = google.gmail.sent(ALICE);
    expect(seen(message?.raw ?? '').files[0]?.bytes).toHaveLength(11_000_000);
  });

  it('is not written to what is no single address', async () => {
    const google = await aWorld();
    const { mailbox } = aMailboxIn(google);

    for (const to of [
      '',
      'amina',
      'a@example.org, b@example.org',
      'a@example.org\r\nBcc: b@c.it',
    ]) {
      await expect(mailbox.send(aLetter({ to }))).rejects.toThrow('one plain e-mail address');
    }

    expect(google.calls).toEqual([]);
  });
});

describe('Gmail without a delegation', () => {
  it('says who must give it, and for what', async () => {
    const google = await aWorld({ delegation: [] });

    await expect(aMailboxIn(google).mailbox.send(aLetter())).rejects.toThrow(
      /non ha la delega per scrivere a nome di alice@example\.org.*gmail\.compose/,
    );
  });

  it('says that a service account has no mailbox of its own', async () => {
    const google = await aWorld();
    const auth = signedIn(google, { scopes: GMAIL_SCOPES });

    const mailbox = gmailMailbox({ auth, from: ALICE, clock, drafts: aShelf() });

    await expect(mailbox.send(aLetter())).rejects.toThrow('non ha una casella sua');
  });
});

// ---- the world ------------------------------------------------------------------------------

const ALICE = 'alice@example.org';
const clock = fixedClock('2026-08-16T07:00:00Z');

async function aWorld(options: FakeOptions = { delegation: GMAIL_SCOPES }): Promise<FakeGoogle> {
  const google = await fakeGoogle(options);
  onTestFinished(() => google.close());
  return google;
}

/** A mailbox, its shelf, and (`again`) what the next process would have of it. */
function aMailboxIn(google: FakeGoogle, { subject = ALICE } = {}) {
  const shelf = aShelf();
  const again = (): Mailbox =>
    gmailMailbox({
      auth: signedIn(google, { scopes: GMAIL_SCOPES, subject }),
      from: `ALICE <${subject}>`,
      drafts: shelf,
      clock,
    });
  return { mailbox: again(), again, shelf };
}

/** As the ledger keeps it; `watch` is called before anything is kept. */
function aShelf() {
  const kept = new Map<string, string>();
  const shelf: {
    watch: ((value: string | undefined) => void) | undefined;
    recall: (key: string) => Promise<string | undefined>;
    remember: (key: string, value: string | undefined) => Promise<void>;
  } = {
    watch: undefined,
    recall: async (key) => kept.get(key),
    remember: async (key, value) => {
      shelf.watch?.(value);
      if (value === undefined) kept.delete(key);
      else kept.set(key, value);
    },
  };
  return shelf;
}
