import { describe, expect, it, test } from 'vitest';
import { chanceOf } from '../../config/demo/chance.ts';
import * as codes from '../../config/demo/codes.ts';
import { plantings } from '../../config/demo/planted.ts';
import { demoProgramme } from '../../config/demo/programme.ts';
import { demoWorld } from '../../config/demo/world.ts';
import {
  attendanceSheets,
  batches,
  beneficiaries,
  companies,
  cooperatives,
  internships,
  labs,
  operators,
  variations,
} from '../../config/registry.ts';
import { day, monthOf } from '../../src/core/day.ts';
import {
  readCodiceFiscale,
  readCodiceFiscaleEnte,
  readEmail,
  readIban,
  readPartitaIva,
  readPhone,
} from '../../src/core/italy.ts';
import type { AnyTab } from '../../src/core/tab.ts';

const today = day('2026-05-20');

describe('i numeri del programma dimostrativo', () => {
  const world = demoWorld({ seed: 1, today });
  const all = (tab: AnyTab) => world.filled.find((one) => one.tab === tab)?.rows ?? [];

  it('sono quelli del progetto: 4 laboratori, 180 persone, 42 selezionate, 38 ospitanti, 44 tirocini', () => {
    const people = world.written(beneficiaries);

    expect(all(labs)).toHaveLength(4);
    expect(all(beneficiaries)).toHaveLength(180);
    expect(people.filter((one) => one.selectedOn !== undefined)).toHaveLength(42);
    expect(all(companies)).toHaveLength(38);
    expect(all(internships)).toHaveLength(44);
  });

  it('dicono 30 tirocini avviati, uno interrotto, uno sospeso oggi, e 5 tutor d’impresa con 7 cooperative', () => {
    const started = world
      .written(internships)
      .filter((one) => one.startDate !== undefined && one.startDate <= today);
    const suspended = world
      .written(variations)
      .filter((one) => one.kind === 'suspension' && one.to !== undefined && one.to > today);

    expect(started).toHaveLength(30);
    expect(started.filter((one) => one.endedOn !== undefined)).toHaveLength(1);
    expect(suspended).toHaveLength(1);
    expect(world.written(operators).filter((one) => one.role === 'enterpriseTutor')).toHaveLength(
      5,
    );
    expect(world.written(cooperatives)).toHaveLength(7);
  });

  it('non hanno due persone con lo stesso nome', () => {
    const people = world.written(beneficiaries);

    expect(new Set(people.map((one) => `${one.lastName} ${one.firstName}`)).size).toBe(
      people.length,
    );
  });

  it('hanno indirizzi di posta che non sono di nessuno', () => {
    const addresses = demoProgramme({ seed: 1, today })
      .tabs.flatMap((one) => one.rows.flat())
      .flatMap((cell) => (typeof cell === 'string' && readEmail(cell).ok ? [cell.trim()] : []));

    expect(addresses.length).toBeGreaterThan(200);
    expect(addresses.filter((one) => !/@(?:pec\.)?example\.(?:org|com)$/i.test(one))).toEqual([]);
  });
});

describe('fogli e pagamenti del programma dimostrativo', () => {
  const some = ['2026-01-01', '2026-05-20', '2026-08-31', '2028-02-29'].map(day);

  test.each(some)('il %s non hanno date che devono ancora venire', (on) => {
    const world = demoWorld({ seed: 1, today: on });
    const dates = [
      ...world
        .written(attendanceSheets)
        .flatMap((it) => [it.sentOn, it.receivedOn, it.recordedOn, it.checkedOn]),
      ...world
        .written(batches)
        .flatMap((it) => [
          it.preparedOn,
          it.approvedOn,
          it.determinedOn,
          it.publishedOn,
          it.orderedOn,
          it.paidOn,
          it.returnedOn,
        ]),
    ];

    expect(dates.filter((it) => it !== undefined && it > on)).toEqual([]);
  });

  it('del mese in corso ci sono solo i fogli già partiti, ancora in bianco', () => {
    const world = demoWorld({ seed: 1, today });
    const current = world.sheets.filter((it) => it.month === monthOf(today));

    expect(current.length).toBeGreaterThan(2);
    expect(current.filter((it) => it.row.sentOn === undefined)).toEqual([]);
    expect(
      current.filter((it) => it.row.receivedOn !== undefined || it.row.d4 !== undefined),
    ).toEqual([]);
  });

  it('pagano ogni mese una volta sola, e per correggere c’è una rettifica che dice quale', () => {
    const rows = demoWorld({ seed: 1, today }).written(batches);
    const allowances = rows.filter((it) => it.kind === 'allowance');
    const adjustments = rows.filter((it) => it.kind === 'adjustment');
    const months = allowances.map((it) => `${it.internship?.id} ${it.month}`);

    expect(new Set(months).size).toBe(months.length);
    expect(adjustments.map((it) => it.adjustReason).toSorted()).toEqual(['amount', 'returned']);
    expect(
      adjustments.filter(
        (it) =>
          rows.find((one) => one.id === it.adjusts)?.month !== it.month ||
          (it.list ?? '') === (rows.find((one) => one.id === it.adjusts)?.list ?? ''),
      ),
    ).toEqual([]);
  });
});

describe('gli sbagli da piantare', () => {
  it('sono almeno sessanta, ciascuno di una regola diversa', () => {
    const named = new Set(plantings.map((one) => one.rule));

    expect(named.size).toBe(plantings.length);
    expect(named.size).toBeGreaterThanOrEqual(60);
  });

  it('dicono ciascuno che cosa è successo, in una frase', () => {
    expect(plantings.filter((one) => !/^\p{Lu}.{8,}\.$/u.test(one.why))).toEqual([]);
  });
});

describe('i codici inventati', () => {
  it('danno il codice fiscale che la regola vuole (vettori della guida)', () => {
    const born = { sex: 'M', birthDate: day('1995-06-10'), birthPlace: 'Romania' } as const;

    expect(codes.codiceFiscaleOf({ ...born, lastName: 'Popescu', firstName: 'Ion' })).toBe(
      'PPSNIO95H10Z129N',
    );
  });

  it('danno la stessa omocodia dell’Agenzia, in fondo o in mezzo', () => {
    expect(codes.withOmocodia('PPSNIO95H10Z129N', 14)).toBe('PPSNIO95H10Z12VC');
    expect(codes.withOmocodia('PPSNIO95H10Z129N', 13)).toBe('PPSNIO95H10Z1N9Y');
  });

  test.each([1, 2, 38, 900])('il numero %i è ben fatto in ogni forma', (nth) => {
    expect(readCodiceFiscale(codes.provisionalCode(nth)).ok).toBe(true);
    expect(readPartitaIva(codes.partitaIvaOf(nth)).ok).toBe(true);
    expect(readCodiceFiscaleEnte(codes.bodyCode(nth)).ok).toBe(true);
    expect(readIban(codes.ibanOf(nth)).ok).toBe(true);
    expect(readIban(codes.foreignIban(nth)).ok).toBe(true);
    expect(readPhone(codes.mobile(nth)).ok).toBe(true);
    expect(readPhone(codes.landline(nth)).ok).toBe(true);
  });

  it('non si ripetono', () => {
    const some = Array.from({ length: 200 }, (_, nth) => codes.ibanOf(nth + 1));

    expect(new Set(some).size).toBe(200);
  });
});

describe('il caso', () => {
  it('si ripete per lo stesso numero e lo stesso argomento', () => {
    expect(draw(1, 'people')).toEqual(draw(1, 'people'));
    expect(draw(1, 'people')).not.toEqual(draw(2, 'people'));
    expect(draw(1, 'people')).not.toEqual(draw(1, 'hosts'));
  });

  it('sta tra i due estremi, compresi', () => {
    const chance = chanceOf(1, 'ends');

    const drawn = new Set(Array.from({ length: 300 }, () => chance.whole(3, 5)));

    expect([...drawn].toSorted((a, b) => a - b)).toEqual([3, 4, 5]);
  });

  it('mescola senza perdere nulla', () => {
    const list = [1, 2, 3, 4, 5, 6, 7];

    const mixed = chanceOf(4, 'mix').shuffled(list);

    expect(mixed).not.toEqual(list);
    expect(mixed.toSorted((a, b) => a - b)).toEqual(list);
  });
});

function draw(seed: number, subject: string): readonly number[] {
  const chance = chanceOf(seed, subject);
  return Array.from({ length: 20 }, () => chance.whole(1, 1000));
}
