import { destination, pino } from 'pino';

/** A log of structured lines (JSON, one an event): IDs and counts only, never a name or a value. */
export interface Log {
  note(event: { readonly event: string }): void;
  /** Until all that was noted is on its way. */
  flush(): void;
}

/** A log on standard error, or in a file that grows. Times are UTC. */
export function structuredLog(options: { readonly file?: string | undefined } = {}): Log {
  // Synchronous: the last line before a crash is the one somebody will want to read.
  const out = destination({ dest: options.file ?? 2, sync: true, mkdir: true });
  const log = pino(
    {
      base: { app: 'alice' },
      timestamp: () => `,"at":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    out,
  );
  return {
    note: ({ event, ...more }) => {
      if (troubles.has(event)) log.error({ event, ...more });
      else log.info({ event, ...more });
    },
    flush: () => out.flushSync(),
  };
}

/** What a technician should look at. */
const troubles: ReadonlySet<string> = new Set(['failed', 'unheard', 'unkept']);
