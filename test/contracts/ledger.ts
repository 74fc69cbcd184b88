import { afterEach, describe, expect, it } from 'vitest';
import { day } from '../../src/core/day.ts';
import {
  type JournalEntry,
  type Ledger,
  type MessageClaimed,
  type OccurrenceDecided,
  type PaperKept,
  type RunStart,
  Unreachable,
} from '../../src/ports.ts';

/** What every ledger promises. `make` gives an empty one each time. */
export function aLedger(name: string, make: () => Ledger): void {
  describe(name, () => {
    const ledgers: Ledger[] = [];
    const anEmptyLedger = () => {
      const ledger = make();
      ledgers.push(ledger);
      return ledger;
    };
    afterEach(async () => {
      for (const ledger of ledgers.splice(0)) await ledger.close();
    });

    it('has an identity of its own', () => {
      const [one, other] = [anEmptyLedger(), anEmptyLedger()];

      expect(one.id).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
      expect(one.id).not.toBe(other.id);
    });

    it('tells its runs, latest first, with what became of each', async () => {
      const ledger = anEmptyLedger();

      const check = await ledger.begin(aRun({ verb: 'check' }));
      await ledger.end(check, { at: '2026-05-04T07:00:02Z', outcome: 'done', told: '3 righe' });
      const print = await ledger.begin(aRun({ verb: 'print', at: '2026-05-03T07:00:00Z' }));

      expect(await ledger.runs()).toEqual([
        { ...aRun({ verb: 'print', at: '2026-05-03T07:00:00Z' }), id: print },
        {
          ...aRun({ verb: 'check' }),
          id: check,
          end: { at: '2026-05-04T07:00:02Z', outcome: 'done', told: '3 righe' },
        },
      ]);
    });

    it('gives every run an ID of its own', async () => {
      const ledger = anEmptyLedger();

      const runs = [await ledger.begin(aRun()), await ledger.begin(aRun())];

      expect(runs).toEqual(['R-0001', 'R-0002']);
    });

    it('journals what a run changes, in order', async () => {
      const ledger = anEmptyLedger();
      const run = await ledger.begin(aRun());
      const other = await ledger.begin(aRun());
      const first = anEntry({ id: 'T-0001', before: '""', after: '"T-0001"' });
      const second = anEntry({ kind: 'version', tab: undefined, id: undefined, column: undefined });
      const third = anEntry({ id: 'T-0002', before: undefined, after: undefined });

      await ledger.journal(run, [first, second]);
      await ledger.journal(other, []);
      await ledger.journal(run, [third]);

      expect(await ledger.entries(run)).toEqual([first, second, third]);
      expect(await ledger.entries(other)).toEqual([]);
      expect(await ledger.verify()).toEqual({ intact: true, entries: 3 });
    });

    it('keeps words as they were typed', async () => {
      const ledger = anEmptyLedger();
      const run = await ledger.begin(aRun());
      const entry = anEntry({ before: '"Però «così»\\n\\u0000 🙂 0123"', after: '' });

      await ledger.journal(run, [entry]);

      expect(await ledger.entries(run)).toEqual([entry]);
      expect((await ledger.verify()).intact).toBe(true);
    });

    it('is not upset by half a character', async () => {
      const ledger = anEmptyLedger();
      const run = await ledger.begin(aRun({ by: 'Amina \ud83d' }));

      await ledger.journal(run, [anEntry({ before: '\ud83d', after: '\udc00', id: '\ud83d' })]);
      await ledger.audit(anAudit({ by: '\ud83d', ids: ['\ud83d'] }));

      expect((await ledger.verify()).intact).toBe(true);
    });

    it('does not change with what was handed to it', async () => {
      const ledger = anEmptyLedger();
      const run = await ledger.begin(aRun());
      const entry = { ...anEntry() };
      const entries = [entry];

      await ledger.journal(run, entries);
      entries.push(anEntry());
      entry.workbook = 'altrove';

      expect(await ledger.entries(run)).toEqual([anEntry()]);
    });

    it('knows nothing of a run that never was', async () => {
      const ledger = anEmptyLedger();

      expect(await ledger.entries('R-0001')).toEqual([]);
      expect(await ledger.entries('che?')).toEqual([]);
      await expect(ledger.journal('R-0001', [anEntry()])).rejects.toThrow('never begun');
      await expect(ledger.end('R-0001', anEnd)).rejects.toThrow('never begun');
    });

    it('adds nothing to a run that is closed', async () => {
      const ledger = anEmptyLedger();
      const run = await ledger.begin(aRun());
      await ledger.end(run, anEnd);

      await expect(ledger.journal(run, [anEntry()])).rejects.toThrow('closed');
      await expect(ledger.end(run, anEnd)).rejects.toThrow('closed');

      expect(await ledger.entries(run)).toEqual([]);
    });

    it('remembers the highest number of a series, and never lowers it', async () => {
      const ledger = anEmptyLedger();
      expect((await ledger.highest()).get('T') ?? 0).toBe(0);

      await ledger.raise('T', 7);
      await ledger.raise('T', 6);
      await ledger.raise('B', 1);

      expect(await ledger.highest()).toEqual(
        new Map([
          ['B', 1],
          ['T', 7],
        ]),
      );
    });

    it.each([1.5, -1, Number.NaN])('gives out no number such as %s', async (to) => {
      const ledger = anEmptyLedger();

      await expect(ledger.raise('T', to)).rejects.toThrow('no number');

      expect(await ledger.highest()).toEqual(new Map());
    });

    it('keeps things on a shelf until they are taken off', async () => {
      const ledger = anEmptyLedger();

      await ledger.remember(
        'rows',
        new Map([
          ['T-0001', 'aa'],
          ['T-0002', 'bb'],
        ]),
      );
      await ledger.remember(
        'rows',
        new Map([
          ['T-0001', undefined],
          ['T-0002', 'cc'],
          ['T-0009', undefined],
        ]),
      );

      expect(await ledger.recall('rows')).toEqual(new Map([['T-0002', 'cc']]));
    });

    it('keeps its shelves apart', async () => {
      const ledger = anEmptyLedger();

      await ledger.remember('rows', new Map([['T-0001', 'aa']]));

      expect(await ledger.recall('since')).toEqual(new Map());
    });

    it('tells who read what', async () => {
      const ledger = anEmptyLedger();
      const read = anAudit({ what: 'lettura', ids: ['B-0001', 'B-0002'] });
      const exported = anAudit({ what: 'esportazione', ids: [] });

      await ledger.audit(read);
      await ledger.audit(exported);

      expect(await ledger.audited()).toEqual([read, exported]);
    });

    it('turns the words of old runs into digests, and the chain still holds', async () => {
      const ledger = anEmptyLedger();
      const old = await ledger.begin(aRun({ at: '2026-04-03T23:59:59.999Z' }));
      const recent = await ledger.begin(aRun({ at: '2026-04-04T00:00:00.000Z' }));
      const entry = anEntry({ before: '"Amina"', after: '"Rossi"' });
      await ledger.journal(old, [entry, entry, anEntry({ before: undefined, after: '1' })]);
      await ledger.journal(recent, [entry]);

      const changed = await ledger.digest('2026-04-04');

      const digests = await ledger.entries(old);
      const { before: _before, after: _after, ...rest } = entry;
      expect(changed).toBe(3);
      expect(digests[0]).toMatchObject(rest);
      expect(digests[0]?.before).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(digests[0]?.after).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(digests[2]?.before).toBe(undefined);
      expect(await ledger.entries(recent)).toEqual([entry]);
      expect(await ledger.verify()).toEqual({ intact: true, entries: 4 });
    });

    it('gives equal words unequal digests, so that nobody can find them by trying', async () => {
      const ledger = anEmptyLedger();
      const run = await ledger.begin(aRun());
      await ledger.journal(run, [anEntry({ before: '1' }), anEntry({ before: '1' })]);

      await ledger.digest('2030-01-01');

      const [one, other] = await ledger.entries(run);
      expect(one?.before).not.toBe(other?.before);
    });

    it('digests once', async () => {
      const ledger = anEmptyLedger();
      const run = await ledger.begin(aRun());
      await ledger.journal(run, [anEntry()]);
      await ledger.digest('2030-01-01');
      const digests = await ledger.entries(run);

      const again = await ledger.digest('2030-01-01');

      expect(again).toBe(0);
      expect(await ledger.entries(run)).toEqual(digests);
    });

    it('tells papers as they were claimed, with their place once they have one', async () => {
      const ledger = anEmptyLedger();
      const first = aNumberedPaper({
        occasion: '2026-05',
        run: 'R-0001',
        rests: { 'data fine': 'aa' },
        covers: { k: { paga: 'bb' } },
      });
      const second = aNumberedPaper({ number: 2 });
      await ledger.claimPaper(first);
      await ledger.claimPaper(second);

      await ledger.settlePaper(first.key, 'carte/uno.pdf');

      expect(await ledger.papers()).toEqual([{ ...first, where: 'carte/uno.pdf' }, second]);
    });

    it('gives back the number of a claim as if it had never been', async () => {
      const ledger = anEmptyLedger();
      await ledger.claimPaper(aNumberedPaper());

      await ledger.settlePaper(aNumberedPaper().key, undefined);
      await ledger.claimPaper(aNumberedPaper({ sha256: 'other' }));

      expect(await ledger.papers()).toEqual([aNumberedPaper({ sha256: 'other' })]);
    });

    it.each<[string, Partial<PaperKept>]>([
      ['a gap', { key: 'x', number: 3 }],
      ['a number again', { key: 'x', number: 1 }],
      ['a year that does not begin at 1', { key: 'x', number: 2, year: 2027 }],
      ['a kind that does not begin at 1', { key: 'x', number: 2, kind: 'scheda' }],
      ['a version too far', { key: 'x', version: 3 }],
      ['a version of no number', { key: 'x', number: 2, version: 2 }],
      ['a copy of nothing', { key: 'x', as: 'copy', number: 2 }],
      ['a scan of a version there is not', { key: 'x', as: 'scan', version: 2 }],
      ['a key that is taken', { number: 2, key: aNumberedPaper().key }],
    ])('gives out numbers one after the other: never %s', async (_, but) => {
      const ledger = anEmptyLedger();
      await ledger.claimPaper(aNumberedPaper());

      await expect(ledger.claimPaper(aNumberedPaper(but))).rejects.toThrow('cannot be claimed');

      expect(await ledger.papers()).toHaveLength(1);
    });

    it('counts each kind, year and version by itself; copies and scans take no number', async () => {
      const ledger = anEmptyLedger();
      const papers = [
        aNumberedPaper(),
        aNumberedPaper({ key: 'v2', version: 2 }),
        aNumberedPaper({ key: 'c', as: 'copy', version: 2 }),
        aNumberedPaper({ key: 's', as: 'scan', version: 2 }),
        aNumberedPaper({ key: 'n2', number: 2 }),
        aNumberedPaper({ key: 'y', year: 2027 }),
        aNumberedPaper({ key: 'k', kind: 'scheda' }),
      ];

      for (const it of papers) await ledger.claimPaper(it);

      expect(await ledger.papers()).toEqual(papers);
    });

    it('counts the drafts of each kind and row, and gives them no number', async () => {
      const ledger = anEmptyLedger();
      const papers = [
        aDraft(),
        aNumberedPaper(),
        aDraft({ version: 2 }),
        aDraft({ about: 'T-0015' }),
        aDraft({ kind: 'scheda' }),
        aNumberedPaper({ number: 2 }),
      ];

      for (const it of papers) await ledger.claimPaper(it);

      expect(await ledger.papers()).toEqual(papers);
    });

    it.each<[string, Partial<PaperKept>]>([
      ['with a number', { number: 2, version: 2 }],
      ['too far', { version: 3 }],
      ['again', { version: 1, key: 'x' }],
      ['of another row too far', { about: 'T-0015', version: 2 }],
      ['as an original', { as: 'original', version: 2 }],
    ])('takes no draft %s', async (_, but) => {
      const ledger = anEmptyLedger();
      await ledger.claimPaper(aDraft());

      await expect(ledger.claimPaper(aDraft(but))).rejects.toThrow('cannot be claimed');

      expect(await ledger.papers()).toHaveLength(1);
    });

    it('gives back a draft no later one follows, and keeps for good one that has its place', async () => {
      const ledger = anEmptyLedger();
      const [first, second] = [aDraft(), aDraft({ version: 2 })];
      await ledger.claimPaper(first);
      await ledger.claimPaper(second);

      await expect(ledger.settlePaper(first.key, undefined)).rejects.toThrow('follows');
      await ledger.settlePaper(second.key, undefined);
      await ledger.settlePaper(first.key, 'carte/bozza.docx');

      await expect(ledger.settlePaper(first.key, undefined)).rejects.toThrow('not claimed');
      expect(await ledger.papers()).toEqual([{ ...first, where: 'carte/bozza.docx' }]);
    });

    it('keeps a paper that has its place for good', async () => {
      const ledger = anEmptyLedger();
      const { key } = aNumberedPaper();
      await ledger.claimPaper(aNumberedPaper());
      await ledger.settlePaper(key, 'carte/uno.pdf');

      await expect(ledger.settlePaper(key, undefined)).rejects.toThrow('not claimed');
      await expect(ledger.settlePaper(key, 'altrove')).rejects.toThrow('not claimed');
      await expect(ledger.settlePaper('nothing', 'x')).rejects.toThrow('not claimed');

      expect(await ledger.papers()).toEqual([aNumberedPaper({ where: 'carte/uno.pdf' })]);
    });

    it.each<[string, Partial<PaperKept>]>([
      ['another number', { number: 2 }],
      ['another version', { version: 2 }],
      ['a copy', { as: 'copy' }],
    ])('gives back no number that %s follows', async (_, next) => {
      const ledger = anEmptyLedger();
      await ledger.claimPaper(aNumberedPaper());
      await ledger.claimPaper(aNumberedPaper({ key: 'next', ...next }));

      await expect(ledger.settlePaper(aNumberedPaper().key, undefined)).rejects.toThrow('follows');
      await ledger.settlePaper('next', undefined);
      await ledger.settlePaper(aNumberedPaper().key, undefined);

      expect(await ledger.papers()).toEqual([]);
    });

    it('tells a message as it was claimed, and what it sent', async () => {
      const ledger = anEmptyLedger();
      const run = await ledger.begin(aRun());
      const [first, second] = [anOccurrence(), anOccurrence({ key: 'b', restricted: true })];

      await ledger.claimMessage(aMessage({ run }), [second, first]);

      expect(await ledger.messages()).toEqual([{ ...aMessage({ run }), state: 'sending' }]);
      expect(await ledger.occurrences()).toEqual([
        { ...first, state: 'sending', message: 'm' },
        { ...second, state: 'sending', message: 'm' },
      ]);
    });

    it('says of a message that it left, or that nobody knows', async () => {
      const ledger = anEmptyLedger();
      const run = await ledger.begin(aRun());
      await ledger.claimMessage(aMessage({ run }), [anOccurrence()]);
      await ledger.claimMessage(aMessage({ run, key: 'n', kind: 'atOnce' }), [
        anOccurrence({ key: 'b' }),
      ]);

      await ledger.settleMessage('m', { state: 'sent', run, remote: 'ts-1' });
      await ledger.settleMessage('n', { state: 'uncertain', run });

      expect(await ledger.messages()).toEqual([
        { ...aMessage({ run }), state: 'sent', remote: 'ts-1' },
        { ...aMessage({ run, key: 'n', kind: 'atOnce' }), state: 'uncertain' },
      ]);
      expect((await ledger.occurrences()).map((it) => it.state)).toEqual(['sent', 'uncertain']);
    });

    it.each(['sending', 'uncertain'] as const)(
      'gives back what was %s and did not leave, as if it had never been claimed',
      async (state) => {
        const ledger = anEmptyLedger();
        const run = await ledger.begin(aRun());
        await ledger.claimMessage(aMessage({ run }), [anOccurrence()]);
        if (state === 'uncertain') await ledger.settleMessage('m', { state, run });

        await ledger.settleMessage('m', { state: 'not sent', run });

        expect(await ledger.messages()).toEqual([]);
        expect(await ledger.occurrences()).toEqual([]);
        await ledger.claimMessage(aMessage({ run }), [anOccurrence()]);
      },
    );

    it('skips what was in a message that a person closed', async () => {
      const ledger = anEmptyLedger();
      const run = await ledger.begin(aRun());
      await ledger.claimMessage(aMessage({ run }), [anOccurrence()]);
      await ledger.settleMessage('m', { state: 'uncertain', run });

      await ledger.settleMessage('m', { state: 'closed', run, reason: 'chiuso da O-0001' });

      expect((await ledger.messages()).map((it) => it.state)).toEqual(['closed']);
      expect(await ledger.occurrences()).toEqual([
        { ...anOccurrence(), state: 'skipped', reason: 'chiuso da O-0001' },
      ]);
    });

    it.each(['sent', 'closed'] as const)('keeps a message that is %s for good', async (state) => {
      const ledger = anEmptyLedger();
      const run = await ledger.begin(aRun());
      await ledger.claimMessage(aMessage({ run }), [anOccurrence()]);
      await ledger.settleMessage(
        'm',
        state === 'sent' ? { state, run } : { state, run, reason: 'chiuso' },
      );

      for (const end of ['sent', 'uncertain', 'not sent'] as const)
        await expect(ledger.settleMessage('m', { state: end, run })).rejects.toThrow('not claimed');
      await expect(ledger.settleMessage('x', { state: 'sent', run })).rejects.toThrow(
        'not claimed',
      );

      expect(await ledger.messages()).toHaveLength(1);
    });

    it('claims a message whole or not at all', async () => {
      const ledger = anEmptyLedger();
      const run = await ledger.begin(aRun());
      await ledger.claimMessage(aMessage({ run }), [anOccurrence()]);
      await ledger.skip([anOccurrence({ key: 'skipped' })]);

      for (const [message, decided] of [
        [aMessage({ run }), [anOccurrence({ key: 'b' })]],
        [aMessage({ run, key: 'n' }), [anOccurrence({ key: 'b' }), anOccurrence()]],
        [aMessage({ run, key: 'n' }), [anOccurrence({ key: 'skipped' })]],
        [aMessage({ run, key: 'n' }), [anOccurrence({ key: 'b' }), anOccurrence({ key: 'b' })]],
        [aMessage({ run, key: 'n' }), []],
      ] as const)
        await expect(ledger.claimMessage(message, decided)).rejects.toThrow('cannot be claimed');
      await expect(
        ledger.claimMessage(aMessage({ run: 'R-9999', key: 'n' }), [anOccurrence({ key: 'b' })]),
      ).rejects.toThrow('never begun');

      expect(await ledger.messages()).toHaveLength(1);
      expect(await ledger.occurrences()).toHaveLength(2);
      expect(await ledger.entries(run)).toHaveLength(1);
    });

    it('skips for good, all of them or none', async () => {
      const ledger = anEmptyLedger();
      await ledger.skip([]);
      await ledger.skip([anOccurrence({ reason: 'è scritto' })]);

      await expect(ledger.skip([anOccurrence({ key: 'b' }), anOccurrence()])).rejects.toThrow(
        'taken',
      );

      expect(await ledger.occurrences()).toEqual([
        { ...anOccurrence({ reason: 'è scritto' }), state: 'skipped' },
      ]);
    });

    it('tells in the journal of its run that a message was claimed, and how it ended', async () => {
      const ledger = anEmptyLedger();
      const run = await ledger.begin(aRun());
      const later = await ledger.begin(aRun());

      await ledger.claimMessage(aMessage({ run }), [anOccurrence()]);
      await ledger.settleMessage('m', { state: 'sent', run: later });

      const about = { workbook: 'email', kind: 'message', id: 'O-0003', column: 'm' };
      const after = { sha256: 'a'.repeat(64), occurrences: [anOccurrence().key] };
      expect(await ledger.entries(run)).toEqual([{ ...about, after: JSON.stringify(after) }]);
      expect(await ledger.entries(later)).toEqual([
        { ...about, before: '"sending"', after: '"sent"' },
      ]);
      expect(await ledger.verify()).toEqual({ intact: true, entries: 2 });
    });

    it('lets whoever is reminding print, and nobody else remind', async () => {
      const ledger = anEmptyLedger();

      const both = await ledger.alone(() => ledger.alone(async () => 'printed'), 'reminding');
      const refused = ledger.alone(
        () => ledger.alone(async () => 'second', 'reminding'),
        'reminding',
      );

      expect(both).toBe('printed');
      await expect(refused).rejects.toThrow('un’altra ALICE sta mandando i promemoria');
    });

    it('lets one work alone at a time, and the next after it, however it went', async () => {
      const ledger = anEmptyLedger();

      const refused = ledger.alone(() => ledger.alone(async () => 'second'));
      await expect(refused).rejects.toThrow(Unreachable);
      await expect(refused).rejects.toThrow('un’altra ALICE sta numerando le carte');
      const failed = ledger.alone(async () => {
        throw new Error('broken');
      });
      await expect(failed).rejects.toThrow('broken');

      expect(await ledger.alone(async () => 'third')).toBe('third');
    });

    it('can be written by whoever works alone', async () => {
      const ledger = anEmptyLedger();

      await ledger.alone(() => ledger.claimPaper(aNumberedPaper()));

      expect(await ledger.papers()).toHaveLength(1);
    });

    it('may be closed twice', async () => {
      const ledger = anEmptyLedger();

      await ledger.close();
      await ledger.close();
    });
  });
}

/** A run as it begins. */
export function aRun(run: Partial<RunStart> = {}): RunStart {
  return {
    verb: 'check',
    at: '2026-05-04T07:00:00.000Z',
    by: 'ALICE',
    register: 'registro.xlsx',
    ...run,
  };
}

/** A cell that gets its ID. */
export function anEntry(entry: Partial<JournalEntry> = {}): JournalEntry {
  return {
    workbook: 'registro.xlsx',
    kind: 'cell',
    tab: 'Tirocini',
    id: 'T-0001',
    column: 'ID',
    before: 'null',
    after: '"T-0001"',
    ...entry,
  };
}

/** The first agreement of 2026, claimed and not on its place yet. */
export function aNumberedPaper(but: Partial<PaperKept> = {}): PaperKept {
  const { kind = 'accordo', year = 2026, number = 1, version = 1 } = but;
  return {
    key: `T-0014/${kind}/${number}-${year}/${version}`,
    as: 'original',
    kind,
    year,
    number,
    version,
    about: 'T-0014',
    made: day('2026-05-04'),
    sha256: 'a'.repeat(64),
    rests: {},
    ...but,
  };
}

/** A message to a tutor, about to be sent; its run must have been begun. */
export function aMessage(but: Partial<MessageClaimed> = {}): MessageClaimed {
  return {
    key: 'm',
    to: 'O-0003',
    channel: 'email',
    kind: 'digest',
    day: day('2026-05-04'),
    run: 'R-0001',
    at: '2026-05-04T07:00:01.000Z',
    sha256: 'a'.repeat(64),
    ...but,
  };
}

/** What it reminds of: an internship that starts in a week. */
export function anOccurrence(but: Partial<OccurrenceDecided> = {}): OccurrenceDecided {
  return {
    key: 'avvio/T-0014/2026-05-11/O-0003/-7g',
    thread: 'avvio/T-0014/2026-05-11/O-0003',
    reminder: 'avvio',
    about: 'T-0014',
    anchor: day('2026-05-11'),
    to: 'O-0003',
    due: day('2026-05-04'),
    until: day('2026-05-11'),
    on: day('2026-05-04'),
    reason: 'è dovuto oggi',
    restricted: false,
    ...but,
  };
}

/** The first draft of an agreement on a body's own model, claimed and not on its place yet. */
export function aDraft(but: Partial<PaperKept> = {}): PaperKept {
  const { kind = 'accordo', about = 'T-0014', version = 1 } = but;
  return aNumberedPaper({
    key: `${about}/${kind}/bozza/${version}`,
    as: 'draft',
    number: 0,
    ...but,
  });
}

/** Somebody looked at restricted rows. */
export function anAudit(entry: { what?: string; by?: string; ids?: readonly string[] } = {}) {
  return {
    at: '2026-05-04T07:00:00Z',
    by: 'O-0001',
    what: 'lettura',
    ids: ['B-0001'],
    purpose: 'liquidazione di aprile',
    ...entry,
  };
}

const anEnd = { at: '2026-05-04T07:00:02Z', outcome: 'nothing', told: '' } as const;
