import { describe, expect, it } from 'vitest';
import { knowledge } from '../../config/index.ts';
import {
  attendanceSheets,
  beneficiaries,
  closures,
  internships,
  restrictedAbsences,
  variations,
} from '../../config/registry.ts';
import { type Cell, resultOf } from '../../src/core/cell.ts';
import { shown } from '../../src/core/column.ts';
import { day, serialOf } from '../../src/core/day.ts';
import type { PeriodChange } from '../../src/core/period.ts';
import {
  appliedAsJson,
  appliedInWords,
  applyPeriod,
  type PeriodApplied,
  type PeriodTyped,
  periodAsJson,
  periodInWords,
  planPeriod,
  readPeriod,
} from '../../src/jobs/period.ts';
import { flush } from '../../src/jobs/record.ts';
import { undo } from '../../src/jobs/undo.ts';
import { readWorld } from '../../src/jobs/world.ts';
import { aProgramme, type Programme, type TypedRow } from '../a/programme.ts';

/** A TIS from 1/3 to 31/8/2026, five hours from Monday to Friday; it is the tenth of March. */
const internship: TypedRow = {
  ID: 'T-0014',
  beneficiary: 'B-0001',
  instrument: 'TIS',
  region: 'Puglia',
  startDate: '1/3/2026',
  endDate: '31/8/2026',
  hoursMon: '5',
  hoursTue: '5',
  hoursWed: '5',
  hoursThu: '5',
  hoursFri: '5',
  inailTo: '31/8/2026',
};

function aRegister(
  but: {
    readonly internship?: TypedRow;
    readonly variations?: readonly TypedRow[];
    readonly absences?: readonly TypedRow[];
  } = {},
): Programme {
  return aProgramme(
    [
      [beneficiaries, [{ ID: 'B-0001', lastName: 'Rossi', firstName: 'Amina' }]],
      [internships, [{ ...internship, ...but.internship }]],
      [variations, but.variations ?? []],
      [attendanceSheets, []],
      [closures, []],
      [restrictedAbsences, but.absences ?? []],
    ],
    { now: '2026-03-10T08:00:00Z' },
  );
}

const ill: PeriodTyped = {
  internship: 'T-0014',
  suspend: '2026-03-10..2026-04-20',
  ground: 'malattia',
};

function read(typed: PeriodTyped): PeriodChange | string {
  const asked = readPeriod(typed, { knowledge });
  return asked.ok ? asked.value.change : asked.error;
}

async function looked(programme: Programme, typed: PeriodTyped) {
  const world = await programme.world();
  const asked = readPeriod(typed, world);
  if (!asked.ok) throw new Error(asked.error);
  const look = planPeriod(asked.value, world);
  if (!look.ok) throw new Error(look.error.join(' '));
  return look.value;
}

async function refused(programme: Programme, typed: PeriodTyped): Promise<readonly string[]> {
  const world = await programme.world();
  const asked = readPeriod(typed, world);
  if (!asked.ok) throw new Error(asked.error);
  const look = planPeriod(asked.value, world);
  return look.ok ? [] : look.error;
}

async function applied(
  programme: Programme,
  typed: PeriodTyped,
  books: 'both' | 'shared' = 'both',
): Promise<PeriodApplied> {
  const { ledger, clock } = programme;
  const volumes = programme.volumes.slice(0, books === 'both' ? 2 : 1);
  const world = await readWorld({ knowledge, volumes, ledger, today: clock.today() });
  const asked = readPeriod(typed, world);
  if (!asked.ok) throw new Error(asked.error);
  const done = await applyPeriod({ asked: asked.value, world, ledger, clock, by: 'Anna Bianchi' });
  if (!done.ok) throw new Error(done.error.join(' '));
  return done.value;
}

function undone(programme: Programme, run: string) {
  const { ledger, volumes, clock } = programme;
  return undo({ run, ledger, volumes, knowledge, clock, by: 'Anna Bianchi' });
}

/** A day as ALICE writes it. */
function written(text: string): Cell {
  return { kind: 'serial', serial: serialOf(day(text)), shows: 'date' };
}

/** The filled cells of the rows of «Variazioni», by label. */
async function rowsOf(programme: Programme, tab: typeof variations | typeof restrictedAbsences) {
  const [header = [], ...rows] = await programme.rows(tab);
  return rows.map((row) =>
    Object.fromEntries(
      header.flatMap((label, at) =>
        row[at] === undefined ? [] : [[shown(resultOf(label)), row[at]]],
      ),
    ),
  );
}

describe('What is typed', () => {
  it('is read as a suspension, an extension or an early end', () => {
    const suspended = { kind: 'suspension', from: '2026-03-10', to: '2026-04-20' };

    expect(read({ internship: 'T-0014', suspend: '2026-03-10..2026-04-20' })).toEqual(suspended);
    expect(read({ internship: 'T-0014', suspend: '10/3/2026 … 20/4/2026' })).toEqual(suspended);
    expect(read({ internship: 'T-0014', extend: '31/12/2026' })).toEqual({
      kind: 'extension',
      to: '2026-12-31',
    });
    for (const extend of ['2', '+2', '2m', '2 mesi'])
      expect(read({ internship: 'T-0014', extend })).toEqual({ kind: 'extension', months: 2 });
    expect(read({ internship: 'T-0014', end: '2026-06-15' })).toEqual({
      kind: 'earlyEnd',
      on: '2026-06-15',
    });
  });

  it('names the ground by its key, by what people call it or by how that begins', () => {
    const ground = (
      typed: string,
      but: Partial<PeriodTyped> = { suspend: '2026-03-10..2026-04-20' },
    ) => {
      const change = read({ internship: 'T-0014', ground: typed, ...but });
      return typeof change === 'string' || !('ground' in change) ? change : change.ground;
    };

    expect(ground('illness')).toBe('illness');
    expect(ground('MALATTIA')).toBe('illness');
    expect(ground('maternita')).toBe('maternity');
    expect(ground('chiusura')).toBe('closure');
    expect(ground('infortunio')).toBe('accident');
    expect(ground('altro lavoro', { end: '2026-06-15' })).toBe('otherJob');
    // «altro lavoro» and «altro (nel registro riservato)» both begin so.
    expect(ground('altro', { end: '2026-06-15' })).toContain(
      'Il motivo non è tra quelli che conosco',
    );
    expect(ground('ma')).toContain('Il motivo non è tra quelli che conosco');
    expect(ground('')).toContain('Il motivo non è tra quelli che conosco');
  });

  it('repeats no ground it does not know', () => {
    expect(
      read({ internship: 'T-0014', suspend: '2026-03-10..2026-04-20', ground: 'carcere' }),
    ).toBe(
      'Il motivo non è tra quelli che conosco: malattia, infortunio, maternità o chiusura dell’ospitante. Scrivi ad esempio --ground "malattia".',
    );
    expect(read({ internship: 'T-0014', extend: '2', ground: 'malattia' })).toBe(
      'Una proroga non chiede un motivo: sta nell’addendum. Togli --ground.',
    );
  });

  it.each<[PeriodTyped, string]>([
    [
      { internship: undefined, end: '2026-06-15' },
      'Dimmi di quale tirocinio, con il suo ID: ad esempio T-0014.',
    ],
    [
      { internship: 'Amina', end: '2026-06-15' },
      '«Amina» non è un ID: scrivi quello di un tirocinio, ad esempio T-0014.',
    ],
    [
      { internship: 'T-0014' },
      'Dimmi che cosa cambia: --suspend 2026-03-10..2026-04-20, --extend 2026-12-31 oppure --end 2026-06-15.',
    ],
    [
      { internship: 'T-0014', extend: '2', end: '2026-06-15' },
      'Dimmi una cosa sola: --suspend 2026-03-10..2026-04-20, --extend 2026-12-31 oppure --end 2026-06-15.',
    ],
    [
      { internship: 'T-0014', suspend: '2026-03-10' },
      '«2026-03-10» non è un periodo: scrivi il primo e l’ultimo giorno, ad esempio 2026-03-10..2026-04-20.',
    ],
    [
      { internship: 'T-0014', suspend: '31/2/2026..20/4/2026' },
      '«31/2/2026» non è una data (febbraio 2026 ha 28 giorni): scrivi ad esempio 28/02/2026.',
    ],
    [
      { internship: 'T-0014', suspend: '10/3/2026..31/4/2026' },
      '«31/4/2026» non è una data (aprile ha 30 giorni): scrivi ad esempio 30/04/2026.',
    ],
    [
      { internship: 'T-0014', extend: 'un po’' },
      '«un po’» non è una data: scrivi ad esempio 28/02/2026. Oppure i mesi in più, ad esempio 2.',
    ],
    [
      { internship: 'T-0014', end: '15/6' },
      '«15/6» non è una data (manca l’anno): scrivi ad esempio 28/02/2026.',
    ],
  ])('is refused with an example: %o', (typed, says) => {
    const asked = readPeriod(typed, { knowledge });

    expect(asked).toEqual({ ok: false, error: says });
  });

  it('takes an ID as people write it', () => {
    expect(readPeriod({ internship: 't-0014', end: '2026-06-15' }, { knowledge })).toMatchObject({
      value: { internship: 'T-0014' },
    });
  });
});

describe('A look at a suspension', () => {
  it('shows the new end, the months, the reminders and the papers, and writes nothing', async () => {
    const programme = aRegister();
    const before = await programme.register.revision();

    const look = await looked(programme, ill);

    expect(periodInWords(look)).toEqual([
      'T-0014: sospensione dal 10/03/2026 al 20/04/2026 (42 giorni solari).',
      'Ultimo giorno: 31/08/2026 → 12/10/2026.',
      'Durata: 6 mesi (senza 42 giorni sospesi). Massimo 24 mesi (indicazione nazionale: Linee guida 22/1/2015, Rep. 7/CSR (costantinoandpartners.com, «Nuove linee guida in materia di tirocini»)).',
      'Mesi:',
      '  marzo 2026: esce dal 10 al 31; giorni previsti 22 → 6',
      '  aprile 2026: esce dal 1° al 20; giorni previsti 21 → 8',
      '  settembre 2026: entra tutto il mese; giorni previsti 0 → 22',
      '  ottobre 2026: entra dal 1° al 12; giorni previsti 0 → 8',
      'Carte:',
      '  atto di sospensione, senza il motivo, con la nuova data di fine, entro il 10/03/2026',
      'Assicurazioni:',
      '  INAIL: copre fino al 31/08/2026, va prolungata al 12/10/2026',
      'Promemoria:',
      '  verifica intermedia, a metà percorso: 31/05/2026 → 12/07/2026',
      '  proroga, 45 giorni prima della fine: 17/07/2026 → 28/08/2026',
      '  proroga, 30 giorni prima della fine: 01/08/2026 → 12/09/2026',
      '  proroga, 15 giorni prima della fine: 16/08/2026 → 27/09/2026',
      '  carte finali, 7 giorni dopo la fine: 07/09/2026 → 19/10/2026',
      '  carte finali, 15 giorni dopo la fine: 15/09/2026 → 27/10/2026',
      '  carte finali, 30 giorni dopo la fine: 30/09/2026 → 11/11/2026',
      'Che cosa si scrive:',
      '  una riga nuova in «Variazioni»',
      '  Il motivo, se è riservato, sta solo nel registro riservato.',
    ]);
    expect(await programme.register.revision()).toBe(before);
    expect(await programme.ledger.runs()).toEqual([]);
  });

  it('tells neither names nor the ground, in lines or as data', async () => {
    const programme = aRegister();

    for (const ground of ['malattia', 'infortunio', 'maternità']) {
      const look = await looked(programme, { ...ill, ground });
      const told = JSON.stringify([periodInWords(look), periodAsJson(look)]);

      expect(told).not.toMatch(/Rossi|Amina|malatt|illness|infortun|accident|matern/i);
    }
  });

  it('is data with days and IDs for other programs', async () => {
    const data: unknown = JSON.parse(JSON.stringify(periodAsJson(await looked(aRegister(), ill))));

    expect(data).toMatchObject({
      schemaVersion: 1,
      internship: 'T-0014',
      kind: 'suspension',
      days: { from: '2026-03-10', to: '2026-04-20' },
      before: {
        period: { from: '2026-03-01', to: '2026-08-31' },
        suspended: 0,
        months: 6,
        days: 0,
      },
      after: {
        period: { from: '2026-03-01', to: '2026-10-12' },
        suspended: 42,
        months: 6,
        days: 0,
      },
      maximum: { months: 24, days: 0, binds: false },
      insurance: [{ what: 'INAIL', until: '2026-08-31', needed: '2026-10-12' }],
      writes: { rows: [{ tab: 'Variazioni' }], cells: [] },
      ground: 'named',
    });
  });

  it('says what becomes of the ground, alike for all', async () => {
    const lines = async (typed: PeriodTyped) => periodInWords(await looked(aRegister(), typed));

    expect((await lines({ ...ill, ground: undefined })).at(-1)).toBe(
      '  Nessun motivo: sta solo nel registro riservato, e per scriverlo lì si ripete con --ground.',
    );
    expect(await lines({ ...ill, ground: 'chiusura' })).toEqual(await lines(ill));
    expect((await looked(aRegister(), { internship: 'T-0014', extend: '2' })).ground).toBe('none');
  });

  it('is refused for what is no internship, or stands twice', async () => {
    const twice = aProgramme([[internships, [internship, internship]]]);

    expect(await refused(aRegister(), { ...ill, internship: 'B-0001' })).toEqual([
      'B-0001 non c’è nel foglio «Tirocini»: scrivi l’ID di un tirocinio, ad esempio T-0014.',
    ]);
    expect(await refused(twice, ill)).toEqual([
      'L’ID T-0014 sta in due righe di «Tirocini»: svuota la cella ID di quella copiata, poi ripeti.',
    ]);
  });
});

describe('A suspension that was confirmed', () => {
  it('is a row of «Variazioni», and its ground one of the restricted book, in one run', async () => {
    const programme = aRegister();

    const done = await applied(programme, ill);

    expect(appliedInWords(done)).toEqual([
      'Aggiungo V-0001 a «Variazioni».',
      'Il motivo, se è riservato, sta solo nel registro riservato.',
      'Per tornare indietro: alice undo R-0001.',
    ]);
    expect(await rowsOf(programme, variations)).toEqual([
      {
        ID: 'V-0001',
        Tirocinio: 'T-0014',
        Variazione: 'Sospensione',
        Dal: written('2026-03-10'),
        Al: written('2026-04-20'),
        'Nuova data fine': written('2026-10-12'),
      },
    ]);
    expect(await rowsOf(programme, restrictedAbsences)).toEqual([
      {
        ID: 'AR-0001',
        Tirocinio: 'T-0014',
        Dal: written('2026-03-10'),
        Al: written('2026-04-20'),
        Motivo: 'malattia',
        'Si sospende': 'sì',
        Variazione: 'V-0001',
      },
    ]);
    expect((await programme.ledger.runs())[0]).toMatchObject({
      verb: 'period',
      by: 'Anna Bianchi',
      end: { outcome: 'done', told: '1 riga nuova (V-0001).' },
    });
  });

  it('leaves its ground in no shared sheet, and only a digest in the journal', async () => {
    const programme = aRegister();

    await applied(programme, ill);

    const shared = JSON.stringify((await programme.register.read()).sheets);
    const journal = JSON.stringify(await programme.ledger.entries('R-0001'));
    expect(shared).not.toMatch(/malatt/i);
    expect(journal).not.toMatch(/malatt/i);
  });

  it('writes nothing the second time', async () => {
    const programme = aRegister();
    await applied(programme, ill);

    const again = await applied(programme, ill);

    expect(again.outcome).toBe('nothing');
    expect(appliedInWords(again)).toEqual([
      'Era già tutto registrato: non ho scritto niente.',
      'Il motivo, se è riservato, sta solo nel registro riservato.',
    ]);
    expect(periodInWords(await looked(programme, ill))).toEqual([
      'T-0014: sospensione dal 10/03/2026 al 20/04/2026 (42 giorni solari).',
      'È già registrata: V-0001.',
      'Ultimo giorno: 12/10/2026.',
      'Durata: 6 mesi (senza 42 giorni sospesi). Massimo 24 mesi (indicazione nazionale: Linee guida 22/1/2015, Rep. 7/CSR (costantinoandpartners.com, «Nuove linee guida in materia di tirocini»)).',
      'Carte:',
      '  atto di sospensione, senza il motivo, con la nuova data di fine, entro il 10/03/2026',
      'Assicurazioni:',
      '  INAIL: copre fino al 31/08/2026, va prolungata al 12/10/2026',
      'Che cosa si scrive:',
      '  nei fogli condivisi niente: è già tutto scritto',
      '  Il motivo, se è riservato, sta solo nel registro riservato.',
    ]);
    expect(await rowsOf(programme, variations)).toHaveLength(1);
    expect(await rowsOf(programme, restrictedAbsences)).toHaveLength(1);
    expect(await programme.ledger.runs()).toHaveLength(1);
  });

  it('goes on from its first day, its ground along with it', async () => {
    const programme = aRegister();
    await applied(programme, ill);

    const longer = await applied(programme, { ...ill, suspend: '2026-03-10..2026-05-05' });

    expect(longer.says.slice(0, 2)).toEqual([
      'Cambio «Al» di V-0001.',
      'Cambio «Nuova data fine» di V-0001.',
    ]);
    expect(await programme.cell(variations, 'V-0001', 'newEndDate')).toEqual(written('2026-10-27'));
    expect(await programme.cell(restrictedAbsences, 'AR-0001', 'to')).toEqual(
      written('2026-05-05'),
    );
    expect(await rowsOf(programme, variations)).toHaveLength(1);
  });

  it('ties itself to the absence that is there already', async () => {
    const programme = aRegister({
      absences: [{ ID: 'AR-0007', internship: 'T-0014', from: '10/3/2026', reason: 'malattia' }],
    });

    await applied(programme, ill);

    expect(await programme.cell(restrictedAbsences, 'AR-0007', 'variation')).toBe('V-0001');
    expect(await programme.cell(restrictedAbsences, 'AR-0007', 'suspends')).toBe('sì');
    expect(await rowsOf(programme, restrictedAbsences)).toHaveLength(1);
  });

  it('takes the absence over from a suspension that was struck out', async () => {
    const programme = aRegister({
      variations: [
        {
          ID: 'V-0001',
          internship: 'T-0014',
          kind: 'Sospensione',
          from: '10/3/2026',
          cancelledOn: '10/3/2026',
        },
      ],
      absences: [
        {
          ID: 'AR-0007',
          internship: 'T-0014',
          from: '10/3/2026',
          reason: 'malattia',
          variation: 'V-0001',
        },
      ],
    });

    await applied(programme, ill);

    expect(await programme.cell(restrictedAbsences, 'AR-0007', 'variation')).toBe('V-0002');
  });

  it('moves the ends of later rows, whatever way people typed them', async () => {
    const programme = aRegister({
      variations: [
        {
          ID: 'V-0001',
          internship: 'T-0014',
          kind: 'Sospensione',
          from: '1/8/2026',
          to: '31/8/2026',
          newEndDate: '1 ottobre 2026',
        },
      ],
    });

    const done = await applied(programme, { ...ill, ground: undefined });

    expect(done.says).toEqual([
      'Aggiungo V-0002 a «Variazioni».',
      'Cambio «Nuova data fine» di V-0001.',
    ]);
    expect(await programme.cell(variations, 'V-0001', 'newEndDate')).toEqual(written('2026-11-12'));
    expect(await programme.cell(variations, 'V-0002', 'newEndDate')).toEqual(written('2026-10-12'));
  });
});

describe('Without the restricted book', () => {
  it('a suspension is recorded, its ground written nowhere and that is said', async () => {
    const programme = aRegister();

    const done = await applied(programme, ill, 'shared');

    expect(done.look.ground).toBe('notAtHand');
    const says =
      'Il motivo non è scritto da nessuna parte: il registro riservato non è tra i file aperti, o il suo modulo è spento. Se è riservato scrivilo lì a mano, oppure ripeti lo stesso comando quando c’è.';
    expect(appliedInWords(done)).toContain(says);
    expect(periodInWords(done.look)).toContain(`  ${says}`);
    expect(await rowsOf(programme, variations)).toHaveLength(1);
    expect(await rowsOf(programme, restrictedAbsences)).toEqual([]);
    expect(JSON.stringify((await programme.register.read()).sheets)).not.toMatch(/malatt/i);
  });

  it('the ground is written once the same is asked with it', async () => {
    const programme = aRegister();
    await applied(programme, ill, 'shared');

    const again = await applied(programme, ill);

    expect(again).toMatchObject({ outcome: 'done', id: 'V-0001' });
    // Of the restricted book nothing is told but that a ground may be there.
    expect(JSON.stringify([appliedInWords(again), appliedAsJson(again)])).not.toContain('AR-');
    expect(await programme.cell(restrictedAbsences, 'AR-0001', 'variation')).toBe('V-0001');
    expect(await rowsOf(programme, variations)).toHaveLength(1);
  });
});

describe('A change of period', () => {
  it('is taken back whole, in both books', async () => {
    const programme = aRegister();
    const before = [await programme.register.revision(), await programme.restricted.revision()];
    await applied(programme, ill);

    const done = await undone(programme, 'R-0001');

    expect(done.outcome).toBe('done');
    expect([await programme.register.revision(), await programme.restricted.revision()]).toEqual(
      before,
    );
  });

  it('is taken back cell by cell once somebody has saved', async () => {
    const programme = aRegister();
    await applied(programme, { internship: 'T-0014', end: '2026-06-15', ground: 'altro lavoro' });
    await programme.type(beneficiaries, 'B-0001', { firstName: 'Amina Maria' });

    const done = await undone(programme, 'R-0001');

    expect(done).toMatchObject({ outcome: 'done', left: [] });
    expect(await programme.cell(internships, 'T-0014', 'endedOn')).toBe(undefined);
    expect(await programme.cell(internships, 'T-0014', 'endReason')).toBe(undefined);
    expect(await rowsOf(programme, variations)).toEqual([]);
    expect(await programme.cell(beneficiaries, 'B-0001', 'firstName')).toBe('Amina Maria');
  });

  it('taken back, can be asked for again', async () => {
    const programme = aRegister();
    await applied(programme, { internship: 'T-0014', extend: '2' });
    await undone(programme, 'R-0001');

    const again = await applied(programme, { internship: 'T-0014', extend: '2' });

    // An ID is never given twice.
    expect(again.id).toBe('V-0002');
    expect(await rowsOf(programme, variations)).toHaveLength(1);
  });

  it('extends once, however often it is asked for', async () => {
    const programme = aRegister();

    await applied(programme, { internship: 'T-0014', extend: '2' });
    const again = await applied(programme, { internship: 'T-0014', extend: '2 mesi' });
    const byDay = await applied(programme, { internship: 'T-0014', extend: '31/10/2026' });

    expect([again.outcome, byDay.outcome]).toEqual(['nothing', 'nothing']);
    expect(await rowsOf(programme, variations)).toEqual([
      {
        ID: 'V-0001',
        Tirocinio: 'T-0014',
        Variazione: 'Proroga',
        Dal: written('2026-09-01'),
        'Nuova data fine': written('2026-10-31'),
      },
    ]);
  });

  it('ends early on the row of the internship too, and shows no maximum', async () => {
    const programme = aRegister();
    const typed = { internship: 'T-0014', end: '2026-06-15', ground: 'altro lavoro' };
    const lines = periodInWords(await looked(programme, typed));

    const done = await applied(programme, typed);
    const again = await applied(programme, typed);

    expect(lines.slice(0, 3)).toEqual([
      'T-0014: chiusura anticipata, 77 giorni in meno dal 16/06/2026 al 31/08/2026.',
      'Ultimo giorno: 31/08/2026 → 15/06/2026.',
      'Durata: 6 mesi → 3 mesi e 15 giorni.',
    ]);
    expect(lines.slice(-4)).toEqual([
      'Che cosa si scrive:',
      '  una riga nuova in «Variazioni»',
      '  «Chiuso in anticipo il» di T-0014',
      '  «Come è finito» di T-0014',
    ]);
    expect(done.outcome).toBe('done');
    expect(again.outcome).toBe('nothing');
    expect(await programme.cell(internships, 'T-0014', 'endedOn')).toEqual(written('2026-06-15'));
    expect(await programme.cell(internships, 'T-0014', 'endReason')).toBe('altro lavoro');
    expect(await rowsOf(programme, variations)).toHaveLength(1);
  });

  it('writes over nothing that cannot be read', async () => {
    const programme = aRegister({ internship: { endedOn: 'metà giugno' } });

    expect(await refused(programme, { internship: 'T-0014', end: '2026-06-15' })).toEqual([
      '«Chiuso in anticipo il» di T-0014 contiene qualcosa che non si legge, e ALICE non lo cancella: correggila o svuotala, poi ripeti.',
    ]);
  });

  it('waits while the register is open, once however often it is asked for', async () => {
    const programme = aRegister();
    programme.register.hold('Il registro è aperto da Anna');

    const first = await applied(programme, ill);
    const second = await applied(programme, ill);

    expect([first.outcome, second.outcome]).toEqual(['queued', 'queued']);
    expect(appliedInWords(first)).toEqual([
      'Aggiungo V-0001 a «Variazioni».',
      'Un registro è aperto: ciò che manca aspetta e sarà fatto al prossimo controllo, ad esempio con «alice check» quando è chiuso.',
      'Il motivo, se è riservato, sta solo nel registro riservato.',
      'Per tornare indietro: alice undo R-0001.',
    ]);
    expect(appliedInWords(second)).toEqual([
      'La stessa modifica aspetta già: sarà fatta al prossimo controllo, ad esempio con «alice check» quando il registro è chiuso.',
    ]);
    programme.register.hold(undefined);
    const { ledger, clock } = programme;
    await flush({ world: await programme.world(), ledger, clock });
    expect(await rowsOf(programme, variations)).toHaveLength(1);
    expect(await programme.cell(restrictedAbsences, 'AR-0001', 'variation')).toBe('V-0001');
  });

  it('finds its ground a place when asked again, where both books were open', async () => {
    const programme = aRegister();
    programme.register.hold('Il registro è aperto da Anna');
    programme.restricted.hold('Il registro riservato è aperto da Anna');
    await applied(programme, ill);
    programme.register.hold(undefined);
    programme.restricted.hold(undefined);
    const { ledger, clock } = programme;
    await flush({ world: await programme.world(), ledger, clock });

    await applied(programme, ill);

    expect(await rowsOf(programme, variations)).toHaveLength(1);
    expect((await rowsOf(programme, restrictedAbsences)).map((row) => row['Variazione'])).toEqual([
      'V-0001',
    ]);
  });

  it('is data with what became of it', async () => {
    const done = await applied(aRegister(), { internship: 'T-0014', extend: '2' });

    expect(appliedAsJson(done)).toMatchObject({
      schemaVersion: 1,
      kind: 'extension',
      applied: { outcome: 'done', run: 'R-0001', id: 'V-0001' },
    });
  });

  it('is left to be repeated where somebody saved meanwhile', async () => {
    const programme = aRegister();
    const { ledger, clock } = programme;
    const world = await programme.world();
    const asked = readPeriod(ill, world);
    await programme.type(beneficiaries, 'B-0001', { firstName: 'Amina Maria' });

    const done = asked.ok
      ? await applyPeriod({ asked: asked.value, world, ledger, clock, by: 'Anna Bianchi' })
      : asked;

    expect(done).toMatchObject({ value: { outcome: 'changed' } });
    expect(await rowsOf(programme, variations)).toEqual([]);
    expect(await rowsOf(programme, restrictedAbsences)).toEqual([]);
    expect((await applied(programme, ill)).outcome).toBe('done');
  });
});
