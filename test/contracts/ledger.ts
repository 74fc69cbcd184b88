import { afterEach, describe, expect, it } from 'vitest';
import { day } from '../../src/core/day.ts';
import {
  type JournalEntry,
  type Ledger,
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
