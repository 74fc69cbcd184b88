import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { calendarCases } from '../../config/calendar-cases.ts';
import type { CalendarCase } from '../../src/core/calendar-case.ts';
import { day } from '../../src/core/day.ts';
import { clockAt } from '../../src/integrations/clock/index.ts';
import { verifyCalendar, yearInWords } from '../../src/jobs/calendar.ts';

const years = Object.keys(calendarCases).map(Number);

describe('The calendar', () => {
  // The zone of a process cannot be changed once it runs: each asks a process of its own.
  it.each(
    ['Europe/Rome', 'UTC', 'America/New_York'].flatMap((zone) =>
      years.map((year) => [zone, year] as const),
    ),
  )('in %s answers every case of %i as a person worked it out', (zone, year) => {
    const { status, stdout } = spawnSync(
      process.execPath,
      [join('bin', 'alice.js'), 'calendar', '--verify', String(year), '--json'],
      {
        encoding: 'utf8',
        env: { ...process.env, TZ: zone, ALICE_REGISTER: '' },
      },
    );

    const { cases } = JSON.parse(stdout) as { cases: { right: boolean; question: string }[] };
    expect(cases.filter((it) => !it.right)).toEqual([]);
    expect(cases.length).toBe(calendarCases[year]?.length);
    expect(status).toBe(0);
  });

  it('says which case it gets wrong', () => {
    const cases: readonly CalendarCase[] = [
      { ask: 'before', on: day('2026-05-04'), is: day('2026-05-01') },
    ];

    const told = verifyCalendar({ year: 2026, cases, patrons: [], dayAt });

    expect(told.cases).toEqual([
      {
        question: 'prima di lunedì 4 maggio',
        expected: 'venerdì 1° maggio',
        found: 'giovedì 30 aprile',
        right: false,
      },
    ]);
    expect(yearInWords(told).at(-1)).toEqual({
      heading: 'Casi verificati a mano: 1 caso, 1 da rivedere',
      rows: [
        [
          'SBAGLIATO',
          'prima di lunedì 4 maggio',
          'giovedì 30 aprile, doveva essere venerdì 1° maggio',
        ],
      ],
    });
  });

  it('tells national holidays once, and the feasts of the comuni it knows', () => {
    const { holidays } = verifyCalendar({
      year: 2026,
      cases: [],
      patrons: [
        { comune: 'Andria', name: 'San Riccardo', date: { month: 6, day: 9 } },
        { comune: 'Roma', name: 'Santi Pietro e Paolo', date: { month: 6, day: 29 } },
      ],
      dayAt,
    });

    expect(holidays.length).toBe(14);
    expect(holidays.filter(([on]) => on.startsWith('2026-06'))).toEqual([
      ['2026-06-02', 'Festa della Repubblica'],
      ['2026-06-09', 'San Riccardo (Andria)'],
      ['2026-06-29', 'Santi Pietro e Paolo (Roma)'],
    ]);
  });
});

function dayAt(instant: string): string {
  const at = clockAt(instant);
  return at.ok ? at.value.today() : at.error;
}
