import { z } from 'zod';
import { type Day, day } from '../../core/day.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { Clock } from '../../ports.ts';

/** The clock of this machine, read in Rome whatever zone the machine is set to. */
export function romeClock(): Clock {
  return {
    now: () => new Date().toISOString(),
    today: () => dayInRome(new Date()),
    minutes: () => minutesInRome(new Date()),
  };
}

/**
 * A clock that stands still where `--now` says: at nine in the morning in Rome on a day («2026-05-04»),
 * or at an instant with its zone. Refuses, in Italian, a day that does not exist and an hour without a
 * zone, which would mean something else on another machine.
 */
export function clockAt(instantOrDay: string): Result<Clock> {
  const text = instantOrDay.trim();
  if (DAY.safeParse(text).success) return ok(still(nineInRome(text)));
  if (INSTANT.safeParse(text).success) return ok(still(new Date(text)));
  return err(
    `«${instantOrDay}» non è un giorno né un istante che ALICE capisce: scrivi ad esempio 2026-05-04 (vale le 9 del mattino a Roma) oppure 2026-05-04T09:00:00+02:00.`,
  );
}

// Years in which a day in Rome has four digits, and nobody mistyped.
const sane = (text: string) => text >= '1900' && text < '2200';
const DAY = z.iso.date().refine(sane);
const INSTANT = z.iso.datetime({ offset: true }).refine(sane);

// `h23`, because midnight would otherwise be the hour 24; Swedes write days as ISO does.
const HOUR = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Rome',
  hour: '2-digit',
  hourCycle: 'h23',
});
const DATE = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome' });

function still(at: Date): Clock {
  const now = at.toISOString();
  const today = dayInRome(at);
  const minutes = minutesInRome(at);
  return { now: () => now, today: () => today, minutes: () => minutes };
}

const TIME = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Rome',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

function minutesInRome(at: Date): number {
  const [hours = 0, minutes = 0] = TIME.format(at).split(':').map(Number);
  return hours * 60 + minutes;
}

function dayInRome(at: Date): Day {
  return day(DATE.format(at));
}

/** In Rome clocks change at 1:00 UTC, so between 7:00 and 9:00 UTC the distance is that of the whole working day. */
function nineInRome(text: string): Date {
  const nineUtc = new Date(`${text}T09:00:00Z`);
  const ahead = Number(HOUR.format(nineUtc)) - 9;
  return new Date(nineUtc.getTime() - ahead * 3_600_000);
}
