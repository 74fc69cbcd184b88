import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { internships, operators } from '../../config/registry.ts';
import { type Day, day } from '../../src/core/day.ts';
import { type Reminder, reminder } from '../../src/core/due.ts';
import { memoryArchive } from '../../src/integrations/memory/archive.ts';
import { fixedClock } from '../../src/integrations/memory/clock.ts';
import { memoryLedger } from '../../src/integrations/memory/ledger.ts';
import { memoryMailbox } from '../../src/integrations/memory/mailbox.ts';
import { recallReminders } from '../../src/jobs/past.ts';
import {
  answer,
  readSnooze,
  refuse,
  remind,
  remindAsJson,
  remindInWords,
} from '../../src/jobs/remind.ts';
import { codeOf, isQuiet, phoneListOf, remindersNow } from '../../src/jobs/reminders.ts';
import { type Ledger, type Mailbox, Unreachable } from '../../src/ports.ts';
import { Killed, mortal } from '../a/mortal.ts';
import { aPlainTemplate, sha256, somePapers, typewriter } from '../a/papers.ts';
import type { Programme } from '../a/programme.ts';
import {
  aRemindedProgramme,
  forgetful,
  plainMailbox,
  remindingIn,
  remindingKnowledge,
  staff,
} from '../a/reminders.ts';

/** Monday 11/5/2026, nine in the morning in Rome: a week before 18/5. */
const monday = '2026-05-11T07:00:00Z';
const friday = '2026-05-15T07:00:00Z';

const starting = { ID: 'T-0001', startDate: '18/5/2026' };

/** The same programme at another moment. */
function at(programme: Programme, now: string): Programme {
  return { ...programme, clock: fixedClock(now) };
}

async function statesIn(ledger: Ledger) {
  const all = await ledger.occurrences();
  return all.map((it) => `${it.key} ${it.state}`).toSorted();
}

async function codeIn(ledger: Ledger, key: string): Promise<string> {
  const found = (await ledger.occurrences()).find((it) => it.key.startsWith(key));
  if (found === undefined) throw new Error(`no ${key}`);
  return codeOf(found);
}

describe('Reminding', () => {
  it('sends each person one message a day, and each thing once', async () => {
    const mailbox = memoryMailbox();
    const programme = aRemindedProgramme([starting, { ID: 'T-0002', startDate: '18/5/2026' }], {
      now: monday,
    });

    const first = await remind(remindingIn(programme, mailbox));
    const again = await remind(remindingIn(programme, mailbox));

    expect(first.outcome).toBe('done');
    expect(again.outcome).toBe('nothing');
    expect(mailbox.letters.map((it) => [it.to, it.text.split('\n').length])).toEqual([
      ['sara@example.org', 3],
    ]);
    expect(await programme.ledger.messages()).toMatchObject([
      { to: 'O-0004', channel: 'email', kind: 'digest', day: '2026-05-11', state: 'sent' },
    ]);
    expect(await statesIn(programme.ledger)).toEqual([
      'start/T-0001/2026-05-18/O-0004/-7g sent',
      'start/T-0002/2026-05-18/O-0004/-7g sent',
    ]);
  });

  it('does not send what the register says is done, and keeps why', async () => {
    const mailbox = memoryMailbox();
    const programme = aRemindedProgramme([{ ...starting, coProtocol: '123' }], { now: monday });

    const { outcome, skipped } = await remind(remindingIn(programme, mailbox));

    expect([outcome, skipped]).toEqual(['done', 1]);
    expect(mailbox.letters).toEqual([]);
    expect(await programme.ledger.occurrences()).toMatchObject([
      { state: 'skipped', reason: 'il protocollo della CO è scritto', on: '2026-05-11' },
    ]);
  });

  it('looks at the register again before each message: what was settled meanwhile is dropped', async () => {
    const sent = memoryMailbox();
    const programme = aRemindedProgramme([starting, { ID: 'T-0002', startDate: '18/5/2026' }], {
      now: friday,
    });
    // Between the first message, to O-0001, and the others somebody types the protocol.
    const mailbox: Mailbox = {
      ...sent,
      async send(letter) {
        await sent.send(letter);
        if (letter.to === 'anna@example.org')
          await programme.type(internships, 'T-0002', { coProtocol: '4521' });
      },
    };

    const { skipped } = await remind(remindingIn(programme, mailbox));

    expect(sent.letters.map((it) => [it.to, it.text.includes('T-0002')])).toEqual([
      ['anna@example.org', true],
      ['luca@example.org', false],
      ['sara@example.org', false],
    ]);
    // Each of O-0004's moments that is past is skipped, too.
    expect(skipped).toBeGreaterThanOrEqual(2);
    expect(
      (await programme.ledger.occurrences())
        .filter((it) => it.about === 'T-0002' && it.to === 'O-0002')
        .map((it) => [it.state, it.reason]),
    ).toEqual([['skipped', 'il protocollo della CO è scritto']]);
  });

  it('sends what cannot wait at once, by itself, in quiet hours and beside the message of the day', async () => {
    const mailbox = memoryMailbox();
    const programme = aRemindedProgramme([{ ...starting, endedOn: '11/5/2026' }]);

    await remind(remindingIn(at(programme, '2026-05-11T20:00:00Z'), mailbox));

    expect(mailbox.letters.map((it) => it.to)).toEqual(['anna@example.org', 'luca@example.org']);
    expect(new Set((await programme.ledger.messages()).map((it) => it.kind))).toEqual(
      new Set(['atOnce']),
    );

    await remind(remindingIn(at(programme, '2026-05-12T07:00:00Z'), mailbox));

    expect(mailbox.letters.map((it) => it.to).at(-1)).toBe('sara@example.org');
    expect(mailbox.letters).toHaveLength(3);
  });

  it('puts what comes up later in the day into the next message, unless that is too late', async () => {
    const mailbox = memoryMailbox();
    const programme = aRemindedProgramme([starting, { ID: 'T-0002' }, { ID: 'T-0003' }], {
      now: monday,
    });
    await remind(remindingIn(programme, mailbox));
    await programme.type(internships, 'T-0002', { startDate: '18/5/2026' });
    await programme.type(internships, 'T-0003', { startDate: '11/5/2026' });

    const later = await remind(remindingIn(programme, mailbox));
    const next = await remind(remindingIn(at(programme, '2026-05-12T07:00:00Z'), mailbox));

    expect(later.sent.map((it) => [it.to, it.codes.length])).toEqual([
      ['O-0001', 1],
      ['O-0002', 1],
      ['O-0004', 1],
    ]);
    expect(next.sent.map((it) => [it.to, it.codes.length])).toEqual([['O-0004', 1]]);
    expect(mailbox.letters.at(-1)?.text).toContain('in ritardo T-0002');
  });

  it('names restricted things to nobody on the way: neither in the letter nor in what it tells', async () => {
    const mailbox = memoryMailbox();
    const programme = aRemindedProgramme([{ ID: 'T-0001', medicalVisitOn: '5/6/2026' }], {
      now: friday,
    });

    const dry = await remind(remindingIn(programme, mailbox, { dryRun: true }));
    const done = await remind(remindingIn(programme, mailbox));

    expect(mailbox.letters).toHaveLength(2);
    const told = [
      ...mailbox.letters.map((it) => it.text),
      ...remindInWords(dry),
      ...remindInWords(done),
      JSON.stringify(remindAsJson(dry)),
      JSON.stringify(remindAsJson(done)),
    ].join('\n');
    expect(told).not.toMatch(/parola-riservata|Nome che non si dice|secret\//);
    expect(told).toContain('promemoria riservato');
    expect((await programme.ledger.occurrences()).map((it) => it.restricted)).toEqual([true, true]);
  });

  it('hands whom nobody can write to to whoever phones, and keeps a list until it is done', async () => {
    const mailbox = memoryMailbox();
    const programme = aRemindedProgramme([{ ID: 'T-0001', endDate: '4/5/2026' }], { now: monday });

    await remind(remindingIn(programme, mailbox));

    expect(mailbox.letters.map((it) => it.to)).toEqual(['sara@example.org']);
    expect(mailbox.letters[0]?.text).toContain('Telefona a I-0001');
    const lists = await phoneLists(programme);
    expect(lists).toMatchObject([
      { operator: 'O-0004', calls: [{ to: 'I-0001', about: 'T-0001', says: 'T-0001 finisce.' }] },
    ]);
    expect(JSON.stringify(lists)).not.toContain('Forno');

    await answer(lists[0]?.calls[0]?.code ?? '', { what: 'done' }, await answering(programme));

    expect(await phoneLists(programme)).toEqual([]);
  });

  it('keeps in the phone list alone whom nobody can write to and nobody phones', async () => {
    const mailbox = memoryMailbox();
    const nobody = staff.map((it) => ({ ...it, email: undefined }));
    const programme = aRemindedProgramme([starting], { now: monday, staff: nobody });

    const { sent } = await remind(remindingIn(programme, mailbox));

    expect(mailbox.letters).toEqual([]);
    expect(sent).toMatchObject([{ to: 'O-0004', channel: 'phone' }]);
    expect(await phoneLists(programme)).toMatchObject([
      { operator: undefined, calls: [{ to: 'O-0004' }] },
    ]);
  });

  it.each([
    [0, 'tooMany'],
    [1, 'tooMany'],
    [2, 'tooMany'],
    [3, 'done'],
  ] as const)('sends none where %i are allowed and three are due', async (atMost, outcome) => {
    const mailbox = memoryMailbox();
    const programme = aRemindedProgramme([starting], { now: friday });

    const done = await remind(remindingIn(programme, mailbox, { atMost }));

    expect(done.outcome).toBe(outcome);
    expect(mailbox.letters).toHaveLength(outcome === 'done' ? 3 : 0);
    if (outcome === 'tooMany') {
      expect(await programme.ledger.occurrences()).toEqual([]);
      expect(remindInWords(done)[0]).toMatch(/O-0001, O-0002 e O-0004/);
    }
  });

  it('sends nothing when it only looks, and leaves no trace', async () => {
    const mailbox = memoryMailbox();
    const programme = aRemindedProgramme([starting], { now: monday });

    const done = await remind(remindingIn(programme, mailbox, { dryRun: true }));

    expect(remindInWords(done)).toEqual([
      'A O-0004 per e-mail:',
      expect.stringMatching(
        /^ {2}\w{6} · T-0001 · Avvio da comunicare · è dovuto oggi, 7 giorni prima del 18\/05\/2026$/,
      ),
    ]);
    expect(mailbox.letters).toEqual([]);
    expect(await programme.ledger.runs()).toEqual([]);
    expect(await programme.ledger.recall('reminding')).toEqual(new Map());
  });

  it('does not flood whoever adopts an old register: what was over before is not brought up', async () => {
    const mailbox = memoryMailbox();
    const programme = aRemindedProgramme([{ ID: 'T-0001', startDate: '2/3/2026' }, starting], {
      now: monday,
    });

    const done = await remind(remindingIn(programme, mailbox));

    expect(mailbox.letters).toHaveLength(1);
    expect(done.skipped).toBe(0);
    expect(await programme.ledger.recall('reminding')).toEqual(new Map([['since', '2026-05-11']]));
  });

  it('reminds of no row whose ID is not in its cell yet', async () => {
    const mailbox = memoryMailbox();
    const programme = aRemindedProgramme([{ startDate: '18/5/2026' }], { now: monday });

    expect((await remind(remindingIn(programme, mailbox))).outcome).toBe('nothing');
  });

  it('finishes what it is at when it is to stop, and goes on the next time', async () => {
    const sent = memoryMailbox();
    const stop = new AbortController();
    const programme = aRemindedProgramme([starting], { now: friday });
    const mailbox: Mailbox = {
      ...sent,
      async send(letter) {
        await sent.send(letter);
        stop.abort();
      },
    };

    await remind(remindingIn(programme, mailbox, { signal: stop.signal }));
    expect(sent.letters).toHaveLength(1);
    await remind(remindingIn(programme, sent));

    expect(sent.letters.map((it) => it.to)).toEqual([
      'anna@example.org',
      'luca@example.org',
      'sara@example.org',
    ]);
  });
});

async function phoneLists(programme: Programme) {
  const { knowledge } = remindingIn(programme, memoryMailbox());
  const world = { ...(await programme.world()), knowledge };
  const plan = remindersNow(world, await recallReminders(programme.ledger), 9 * 60);
  const audience = { role: 'coordinator', surface: 'terminal' } as const;
  return phoneListOf(plan, { policy: knowledge.policy, audience });
}

async function answering(programme: Programme, by = 'O-0004') {
  const { ledger, clock } = programme;
  const knowledge = remindingKnowledge();
  return { knowledge, world: { ...(await programme.world()), knowledge }, ledger, clock, by };
}

describe('A message that cannot be sent', () => {
  const failing = (to: string, failure: Error): [Mailbox, ReturnType<typeof memoryMailbox>] => {
    const sent = memoryMailbox();
    return [
      {
        ...sent,
        async send(letter) {
          if (letter.to === to) throw failure;
          await sent.send(letter);
        },
      },
      sent,
    ];
  };
  const down = new Unreachable({ what: 'La posta', why: 'non risponde', cure: 'Riprova' });

  it.each([
    ['the world fails', down, 'non risponde. Riprova'],
    ['its address is none', new Error('not one plain address'), 'Controlla l’indirizzo'],
  ])('stops no other where %s, and is tried again', async (_, failure, says) => {
    const [mailbox, sent] = failing('luca@example.org', failure);
    const programme = aRemindedProgramme([starting], { now: friday });

    const first = await remind(remindingIn(programme, mailbox));
    const second = await remind(remindingIn(programme, sent));

    expect(first.outcome).toBe('partly');
    expect(first.failed).toEqual([{ to: 'O-0002', says: expect.stringContaining(says) }]);
    expect(second.sent.map((it) => it.to)).toEqual(['O-0002']);
    expect(sent.letters.map((it) => it.to)).toEqual([
      'anna@example.org',
      'sara@example.org',
      'luca@example.org',
    ]);
  });

  it('has left all the same where the channel says so', async () => {
    const sent = memoryMailbox();
    const mailbox: Mailbox = {
      ...sent,
      async send(letter) {
        await sent.send(letter);
        throw down;
      },
    };
    const programme = aRemindedProgramme([starting], { now: monday });

    const { outcome } = await remind(remindingIn(programme, mailbox));

    expect(outcome).toBe('done');
    expect((await programme.ledger.messages()).map((it) => it.state)).toEqual(['sent']);
  });

  it('fails as a whole where none could be sent', async () => {
    const [mailbox] = failing('sara@example.org', down);
    const programme = aRemindedProgramme([starting], { now: monday });

    expect((await remind(remindingIn(programme, mailbox))).outcome).toBe('failed');
    expect(await programme.ledger.messages()).toEqual([]);
  });

  it('waits for an answer where the channel says nothing at all', async () => {
    const sent = memoryMailbox();
    const silent: Mailbox = {
      async send() {
        throw down;
      },
      async sent() {
        throw down;
      },
    };
    const programme = aRemindedProgramme([starting], { now: monday });

    await remind(remindingIn(programme, silent));
    expect((await programme.ledger.messages()).map((it) => it.state)).toEqual(['sending']);
    await remind(remindingIn(programme, sent));

    expect(sent.letters).toHaveLength(1);
    expect((await programme.ledger.messages()).map((it) => it.state)).toEqual(['sent']);
  });

  it('is uncertain where the channel cannot tell, until a person sends it again or lets it be', async () => {
    const sent = memoryMailbox();
    const [mailbox] = failing('sara@example.org', down);
    const cut = { couriers: [forgetful(mailbox)] };
    const programme = aRemindedProgramme([starting], { now: monday });
    const first = await remind(remindingIn(programme, mailbox, cut));
    const again = await remind(remindingIn(programme, sent));
    const code = await codeIn(programme.ledger, 'start/T-0001');

    expect(first.uncertain).toEqual([{ to: 'O-0004', code }]);
    expect(again.outcome).toBe('nothing');
    expect(remindInWords(again).join(' ')).toContain(`--resend ${code}`);
    expect(sent.letters).toEqual([]);

    expect((await answer(code, { what: 'resend' }, await answering(programme))).ok).toBe(true);
    await remind(remindingIn(programme, sent));
    expect(sent.letters).toHaveLength(1);
    expect((await answer(code, { what: 'close' }, await answering(programme))).ok).toBe(false);
  });

  it('is skipped once a person lets it be', async () => {
    const [mailbox, sent] = failing('sara@example.org', down);
    const programme = aRemindedProgramme([starting], { now: monday });
    await remind(remindingIn(programme, mailbox, { couriers: [forgetful(mailbox)] }));
    const code = await codeIn(programme.ledger, 'start/T-0001');

    await answer(code, { what: 'close' }, await answering(programme));
    await remind(remindingIn(programme, sent));

    expect(sent.letters).toEqual([]);
    expect(await programme.ledger.occurrences()).toMatchObject([
      { state: 'skipped', reason: 'O-0004 ha chiuso: non si sa se sia arrivato' },
    ]);
  });

  it('says which channel is not connected', async () => {
    const programme = aRemindedProgramme([starting], { now: monday });

    const { failed } = await remind(remindingIn(programme, memoryMailbox(), { couriers: [] }));

    expect(failed).toEqual([{ to: 'O-0004', says: expect.stringContaining('non è collegato') }]);
    expect(await programme.ledger.messages()).toEqual([]);
  });
});

describe('What people answer', () => {
  const begun = async () => {
    const mailbox = memoryMailbox();
    const programme = aRemindedProgramme([{ ID: 'T-0001', endDate: '26/5/2026' }], { now: monday });
    await remind(remindingIn(programme, mailbox));
    return { mailbox, programme, code: await codeIn(programme.ledger, 'end/T-0001') };
  };

  it('«fatto» ends it', async () => {
    const { mailbox, programme, code } = await begun();

    const said = await answer(code.toUpperCase(), { what: 'done' }, await answering(programme));
    await remind(remindingIn(at(programme, '2026-06-03T07:00:00Z'), mailbox));

    expect(said).toEqual({ ok: true, value: expect.stringContaining('Segnato come fatto') });
    expect(mailbox.letters.filter((it) => !it.text.includes('Telefona'))).toHaveLength(1);
    expect((await programme.ledger.runs())[1]).toMatchObject({
      verb: 'remind',
      by: 'O-0004',
      end: { outcome: 'done', told: `promemoria ${code}: fatto` },
    });
  });

  it('a day brings it back on that day, once', async () => {
    const { mailbox, programme, code } = await begun();
    const until = day('2026-05-14');

    await answer('t-0001', { what: 'snoozed', until }, await answering(programme));
    for (const on of ['12', '13', '14', '15'])
      await remind(remindingIn(at(programme, `2026-05-${on}T07:00:00Z`), mailbox));

    expect((await programme.ledger.messages()).map((it) => it.day)).toEqual([
      '2026-05-11',
      '2026-05-14',
    ]);
    expect(mailbox.letters[1]?.text).toContain(code);
  });

  it('«non è mio» hands it to the coordinators, and to nobody twice', async () => {
    const { mailbox, programme, code } = await begun();

    const said = await answer(code, { what: 'notMine' }, await answering(programme));
    await remind(remindingIn(at(programme, '2026-05-12T07:00:00Z'), mailbox));
    await remind(remindingIn(at(programme, '2026-05-13T07:00:00Z'), mailbox));

    expect(said).toEqual({ ok: true, value: expect.stringContaining('passa a O-0001 e O-0002') });
    expect(mailbox.letters.map((it) => it.to)).toEqual([
      'sara@example.org',
      'anna@example.org',
      'luca@example.org',
    ]);
  });

  it('cannot be «non è mio» where nobody is left to hand it to', async () => {
    const programme = aRemindedProgramme([{ ...starting, endedOn: '11/5/2026' }], {
      now: monday,
      staff: staff.filter((it) => it['ID'] !== 'O-0002'),
    });
    await remind(remindingIn(programme, memoryMailbox()));
    const code = await codeIn(programme.ledger, 'now/T-0001');

    const said = await answer(code, { what: 'notMine' }, await answering(programme, 'O-0001'));

    expect(said).toEqual({
      ok: false,
      error: expect.stringContaining('nessun altro coordinatore'),
    });
  });

  it('cannot be of what nobody was reminded of, nor of what may be several things', async () => {
    const programme = aRemindedProgramme([{ ...starting, endedOn: '11/5/2026' }], { now: monday });
    await remind(remindingIn(programme, memoryMailbox()));

    const unknown = await answer('zzzzzz', { what: 'done' }, await answering(programme));
    const several = await answer('T-0001', { what: 'done' }, await answering(programme));

    expect(unknown).toEqual({ ok: false, error: expect.stringContaining('non è un promemoria') });
    expect(several).toEqual({ ok: false, error: expect.stringContaining('scrivi quale') });
    expect(await programme.ledger.recall('reactions')).toEqual(new Map());
  });

  it('turns a reminder off for one person and on again, but for what the law asks', async () => {
    const mailbox = memoryMailbox();
    const programme = aRemindedProgramme([{ ID: 'T-0001', endDate: '26/5/2026' }], { now: monday });
    const stop = (reminder: string, again = false, to = 'o-0004') => ({ reminder, to, again });

    const off = await refuse(stop('Fine vicina'), await answering(programme));
    await remind(remindingIn(programme, mailbox));
    const legal = await refuse(stop('start'), await answering(programme));
    const strange = await refuse(stop('Fine vicin'), await answering(programme));
    const nobody = await refuse(stop('end', false, 'O-9999'), await answering(programme));

    expect(off.ok).toBe(true);
    expect(mailbox.letters).toEqual([]);
    expect(legal).toEqual({ ok: false, error: expect.stringContaining('obbligo di legge') });
    expect(strange).toEqual({ ok: false, error: expect.stringContaining('forse «Fine vicina»') });
    expect(nobody).toEqual({ ok: false, error: expect.stringContaining('controlla l’ID') });

    await refuse(stop('end', true), await answering(programme));
    expect(await programme.ledger.recall('refused')).toEqual(new Map());
  });

  it.each<[string, Day | undefined]>([
    ['domani', day('2026-05-12')],
    ['Dopodomani', day('2026-05-13')],
    ['lunedì', day('2026-05-18')],
    ['mar', day('2026-05-12')],
    ['15/6/2026', day('2026-06-15')],
    ['11/5/2026', undefined],
    ['10/5/2026', undefined],
    ['31/2/2027', undefined],
    ['presto', undefined],
  ])('reads «%s» as a day to come', (typed, expected) => {
    const read = readSnooze(typed, day('2026-05-11'));

    expect(read.ok ? read.value : undefined).toBe(expected);
  });
});

describe('A paper that goes along', () => {
  const sheet = (kind: string): Readonly<Record<string, Reminder>> => ({
    sheet: reminder(internships, {
      name: 'Registro da firmare',
      about: 'Il registro del mese.',
      needs: ['startDate'],
      occasions: ({ startDate }) => [{ anchor: startDate }],
      steps: [{ on: { days: 0 }, to: ['tutor'] }],
      say: ({ row }) => ({
        says: `Ecco il registro di ${row.id}.`,
        brief: `${row.id}: registro.`,
        papers: [{ kind, id: row.id }],
      }),
    }),
  });
  const reminded = async (kind: string, desk = true) => {
    const mailbox = memoryMailbox();
    const programme = aRemindedProgramme([{ ID: 'T-0001', startDate: '11/5/2026' }], {
      now: monday,
    });
    const asked = remindingIn(programme, mailbox, {
      knowledge: remindingKnowledge(sheet(kind)),
      papers: async () => somePapers([aPlainTemplate()]),
      ...(desk
        ? { desk: async () => ({ archive: memoryArchive(), printer: typewriter, sha256 }) }
        : {}),
    });
    const done = await remind(asked);
    return { done, letter: mailbox.letters[0], papers: await programme.ledger.papers() };
  };

  it('is printed, numbered and attached', async () => {
    const { letter, papers } = await reminded('scheda');

    expect(letter?.attachments?.map((it) => it.file)).toEqual(['scheda-T-0001.pdf']);
    expect(papers).toMatchObject([{ kind: 'scheda', number: 1, about: 'T-0001' }]);
    expect(sha256(letter?.attachments?.[0]?.bytes ?? new Uint8Array())).toBe(papers[0]?.sha256);
  });

  it.each([
    ['there is no such paper', 'altra', true, /non è ancora pronta/],
    ['nobody prints', 'scheda', false, /non è allegata/],
  ] as const)(
    'is missed in words where %s, and the reminder leaves all the same',
    async (_, kind, desk, says) => {
      const { done, letter } = await reminded(kind, desk);

      expect(done.outcome).toBe('done');
      expect(letter?.attachments).toBe(undefined);
      expect(letter?.text).toMatch(says);
      expect(done.sent[0]?.without[0]).toMatch(says);
    },
  );
});

describe('Quiet hours', () => {
  it.each([
    [8 * 60 - 1, true],
    [8 * 60, false],
    [19 * 60 - 1, false],
    [19 * 60, true],
    [0, true],
  ])('from 19:00 to 8:00, at minute %i', (minutes, quiet) => {
    expect(isQuiet(minutes, { quietFrom: 19 * 60, quietTo: 8 * 60 })).toBe(quiet);
  });

  it.each([
    [12 * 60 + 59, false],
    [13 * 60, true],
    [14 * 60, false],
  ])('from 13:00 to 14:00, at minute %i', (minutes, quiet) => {
    expect(isQuiet(minutes, { quietFrom: 13 * 60, quietTo: 14 * 60 })).toBe(quiet);
  });
});

describe('A reminding that is killed', () => {
  const rows = [
    starting,
    { ID: 'T-0002', startDate: '18/5/2026', coProtocol: '12' },
    { ID: 'T-0003', endDate: '8/5/2026', endedOn: '14/5/2026' },
    { ID: 'T-0004', startDate: '18/5/2026', endDate: '30/5/2026' },
  ];
  const killable = (ledger?: Ledger) =>
    aRemindedProgramme(rows, { now: friday, ...(ledger === undefined ? {} : { ledger }) });

  /** A run that is killed at its nth point: whether it was. */
  async function killedAt(n: number, programme: Programme, mailbox: Mailbox, asks = true) {
    const life = mortal(n);
    const port = life.of(mailbox);
    const asked = remindingIn(
      {
        ...programme,
        ledger: life.of(programme.ledger),
        volumes: programme.volumes.map((it) => ({ ...it, workbook: life.of(it.workbook) })),
      },
      port,
      asks ? {} : { couriers: [forgetful(port)] },
    );
    try {
      await remind(asked);
      return { killed: false, points: life.points() };
    } catch (failure) {
      if (!(failure instanceof Killed)) throw failure;
      return { killed: true, points: life.points() };
    }
  }

  it('leaves nothing unsaid and nothing said twice, wherever it was killed', async () => {
    const calm = plainMailbox();
    const whole = killable();
    const { points } = await killedAt(Number.POSITIVE_INFINITY, whole, calm);
    const expected = await statesIn(whole.ledger);

    expect(points).toBeGreaterThan(80);
    for (let n = 1; n <= points; n += 1) {
      const mailbox = plainMailbox();
      const programme = killable();

      const { killed } = await killedAt(n, programme, mailbox);
      await remind(remindingIn(programme, mailbox));

      expect([n, killed]).toEqual([n, true]);
      expect([n, await statesIn(programme.ledger)]).toEqual([n, expected]);
      expect([n, mailbox.letters.map((it) => it.text).toSorted()]).toEqual([
        n,
        calm.letters.map((it) => it.text).toSorted(),
      ]);
    }
  });

  it('is at worst uncertain where the channel cannot tell, and then says nothing twice', async () => {
    const whole = killable();
    const { points } = await killedAt(Number.POSITIVE_INFINITY, whole, plainMailbox(), false);
    const all = (await whole.ledger.occurrences()).length;
    let uncertain = 0;

    for (let n = 1; n <= points; n += 1) {
      const mailbox = plainMailbox();
      const programme = killable();
      await killedAt(n, programme, mailbox, false);
      await remind(remindingIn(programme, mailbox, { couriers: [forgetful(mailbox)] }));

      const states = (await programme.ledger.occurrences()).map((it) => it.state);
      uncertain += states.filter((it) => it === 'uncertain').length;
      expect([n, states.length, states.includes('sending')]).toEqual([n, all, false]);
      const codes = mailbox.letters.flatMap((it) => it.text.match(/^\w{6}(?= )/gm) ?? []);
      expect([n, new Set(codes).size]).toEqual([n, codes.length]);
    }
    expect(uncertain).toBeGreaterThan(0);
  });

  it('again and again comes to the same in the end', async () => {
    const calm = plainMailbox();
    const whole = killable();
    await remind(remindingIn(whole, calm));
    const expected = await statesIn(whole.ledger);

    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 4 }), async (ns) => {
        const mailbox = plainMailbox();
        const programme = killable(memoryLedger());
        for (const n of ns) await killedAt(n, programme, mailbox);
        await remind(remindingIn(programme, mailbox));

        expect(await statesIn(programme.ledger)).toEqual(expected);
        expect(mailbox.letters.map((it) => it.text).toSorted()).toEqual(
          calm.letters.map((it) => it.text).toSorted(),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('does not work beside another', async () => {
    const programme = killable();
    const mailbox = memoryMailbox();

    const both = await Promise.allSettled([
      remind(remindingIn(programme, mailbox)),
      remind(remindingIn(programme, mailbox)),
    ]);

    expect(both.map((it) => it.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(new Set(mailbox.letters.map((it) => it.key)).size).toBe(mailbox.letters.length);
  });
});

it('reminds of people out of the register no more', async () => {
  const mailbox = memoryMailbox();
  const programme = aRemindedProgramme([starting], { now: monday });
  await remind(remindingIn(programme, mailbox));
  await programme.type(internships, 'T-0001', { startDate: undefined });
  await programme.type(operators, 'O-0004', { email: undefined });

  expect((await remind(remindingIn(at(programme, friday), mailbox))).outcome).toBe('nothing');
});
