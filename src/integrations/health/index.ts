import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import process from 'node:process';
import { z } from 'zod';
import { Unreachable } from '../../ports.ts';

/** Where the state of the long-running ALICE is shown to whoever watches over her. */
export interface HealthTold {
  /** A file rewritten at the end of each turn; none where nobody watches it. */
  readonly file?: string | undefined;
  /** An address called after each turn that went well: its silence raises the alarm. */
  readonly heartbeat?: string | undefined;
}

/** Writes the health file, whole or not at all, and calls the heartbeat address if the turn went well. */
export async function beat(
  { file, heartbeat }: HealthTold,
  health: { readonly outcome: string; readonly at: string },
): Promise<void> {
  if (file !== undefined) await writeWhole(resolve(file), health);
  if (heartbeat === undefined || health.outcome === 'failing') return;
  let status: number;
  try {
    ({ status } = await fetch(heartbeat, { method: 'POST', signal: AbortSignal.timeout(10_000) }));
  } catch (failure) {
    throw unheard('non risponde', failure);
  }
  if (status >= 400) throw unheard(`risponde ${status}`);
}

/**
 * Whether a health file says that ALICE is well and not silent for longer than `minutes`: for a container's own check.
 * `undefined` where there is no such file, or it is none of hers.
 */
export async function readHealth(
  file: string,
  { now, minutes }: { readonly now: string; readonly minutes: number },
): Promise<HealthRead | undefined> {
  let text: string;
  try {
    text = await readFile(resolve(file), 'utf8');
  } catch {
    return undefined;
  }
  const read = shape.safeParse(parsed(text));
  if (!read.success) return undefined;
  const { at, outcome, jobs } = read.data;
  const silent = (Date.parse(now) - Date.parse(at)) / 60_000;
  return {
    well: outcome !== 'failing' && silent <= minutes,
    at,
    outcome,
    silentFor: Math.floor(silent),
    without: jobs.flatMap((it) => it.without ?? []),
  };
}

/** What a health file says. */
export interface HealthRead {
  readonly well: boolean;
  /** ISO instant, UTC, of the last turn. */
  readonly at: string;
  /** `well`, `partly` or `failing`. */
  readonly outcome: string;
  /** Whole minutes since then. */
  readonly silentFor: number;
  /** What people go without, for each job that failed. */
  readonly without: readonly string[];
}

const shape = z.object({
  at: z.iso.datetime(),
  outcome: z.enum(['well', 'partly', 'failing']),
  jobs: z.array(z.object({ without: z.string().optional() })).default([]),
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function writeWhole(path: string, health: object): Promise<void> {
  const aside = `${path}.${process.pid}`;
  await mkdir(dirname(path), { recursive: true });
  const file = await open(aside, 'w');
  try {
    await file.writeFile(`${JSON.stringify({ schemaVersion: 1, ...health }, undefined, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(aside, path);
}

function unheard(why: string, cause?: unknown): Unreachable {
  // The address is a secret: whoever knows it can answer in ALICE's place.
  return new Unreachable({
    what: 'L’indirizzo del battito (ALICE_HEARTBEAT_URL)',
    why,
    cure: 'Controlla che il servizio sia su e che l’indirizzo sia quello giusto',
    cause,
  });
}
