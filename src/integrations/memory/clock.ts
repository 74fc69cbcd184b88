import { day } from '../../core/day.ts';
import type { Clock } from '../../ports.ts';

/** A clock that stands still, for tests: `fixedClock('2026-05-04T07:00:00Z')`. Throws on what is no instant. */
export function fixedClock(instant: string): Clock {
  const at = new Date(instant);
  const now = at.toISOString();
  const today = day(ROME.format(at));
  const [hours = 0, minutes = 0] = TIME.format(at).split(':').map(Number);
  return { now: () => now, today: () => today, minutes: () => hours * 60 + minutes };
}

// That Rome is meant is said in integrations/clock, too: a test compares the two. Swedes write days as ISO does.
const ROME = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome' });
const TIME = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Rome',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
