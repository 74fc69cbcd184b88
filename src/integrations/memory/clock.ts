import { day } from '../../core/day.ts';
import type { Clock } from '../../ports.ts';

/** A clock that stands still, for tests: `fixedClock('2026-05-04T07:00:00Z')`. Throws on what is no instant. */
export function fixedClock(instant: string): Clock {
  const at = new Date(instant);
  const now = at.toISOString();
  const today = day(ROME.format(at));
  return { now: () => now, today: () => today };
}

// That Rome is meant is said in integrations/clock, too: a test compares the two. Swedes write days as ISO does.
const ROME = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome' });
