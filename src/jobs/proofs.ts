import type { Day, Month } from '../core/day.ts';
import type { Finding } from '../core/finding.ts';
import { digest } from '../core/fingerprint.ts';
import type { Evidence, InternshipMonth } from '../core/internship-month.ts';
import { list } from '../core/words.ts';
import type { World } from './world.ts';

/** What the amount of a month rested on when its sheet was checked: digests of every cell, and nothing anybody can read. */
export interface Proof {
  /** The day ALICE took it. */
  readonly on: Day;
  /** The «Controllato il» it belongs to: a new check makes a new proof, until the month is paid. */
  readonly checkedOn: string;
  /** Whether the month was paid: then the proof is kept for good. */
  readonly settled: boolean;
  /** One digest over all cells. */
  readonly chain: string;
  /** A short digest by cell, under `FP-0031.d12`. */
  readonly cells: ReadonlyMap<string, string>;
}

/** A cell that is not as it was when the sheet was checked. */
export interface Changed {
  readonly id: string;
  readonly label: string;
}

/** Whether what a month rests on still is as it was, and since when. */
export interface Verified {
  readonly proof: Proof;
  readonly changed: readonly Changed[];
}

/** The key of a month on the ledger's shelf. */
export function monthKey({
  internship,
  month,
}: Pick<InternshipMonth, 'internship' | 'month'>): string {
  return `${internship}/${month}`;
}

/** The digest over all the cells a month rests on: the same cells give the same one, in any order of rows. */
export function chainOf(evidence: readonly Evidence[]): string {
  return digest(evidence.map((it) => `${it.id}.${it.key}=${it.text}`).join('\n'));
}

/** Puts the cells of a month beside its proof; nothing where none was taken. */
export function verified(
  it: Pick<InternshipMonth, 'internship' | 'month'>,
  world: World,
  kept: ReadonlyMap<string, string>,
): Verified | undefined {
  const proof = readProof(kept.get(monthKey(it)));
  if (proof === undefined) return undefined;
  const evidence = world.knowledge.evidenceOf(world.around, it.internship, it.month);
  return { proof, changed: changedSince(proof, evidence, world) };
}

function changedSince(
  proof: Proof,
  evidence: readonly Evidence[],
  world: World,
): readonly Changed[] {
  if (chainOf(evidence) === proof.chain) return [];
  const now = new Map(evidence.map((one) => [`${one.id}.${one.key}`, one]));
  const changed = new Map<string, Changed>();
  for (const [key, one] of now)
    if (short(one) !== proof.cells.get(key)) changed.set(key, { id: one.id, label: one.label });
  for (const key of proof.cells.keys()) if (!now.has(key)) changed.set(key, emptied(key, world));
  return [...changed.values()];
}

/**
 * The proofs to take: of months whose sheet is checked and that have none, or whose sheet was checked anew. One of a
 * paid month is never taken again.
 */
export function proofsToTake(
  months: readonly InternshipMonth[],
  world: World,
  kept: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const { knowledge, around, today } = world;
  const taken = new Map<string, string>();
  for (const it of months) {
    const settled = Number(it.paidOut) !== 0;
    if (it.sheet === undefined) continue;
    const key = monthKey(it);
    const known = readProof(kept.get(key));
    if (known?.settled === true) continue;
    const evidence = knowledge.evidenceOf(around, it.internship, it.month);
    const check = evidence.find((one) => one.id === it.sheet && one.key === checkedOn)?.text;
    if (check === undefined || (known?.checkedOn === check && !settled)) continue;
    // Paid since: what was checked stays the proof, and from now on for good.
    const proof =
      known?.checkedOn === check
        ? { ...known, settled }
        : {
            on: today,
            checkedOn: check,
            settled,
            chain: chainOf(evidence),
            cells: new Map(evidence.map((one) => [`${one.id}.${one.key}`, short(one)])),
          };
    taken.set(key, written(proof));
  }
  return taken;
}

/** Sheets that were changed after they were checked and before they were paid: to be checked again. */
export function changedAfterCheck(world: World, kept: ReadonlyMap<string, string>): Finding[] {
  const { knowledge, around, register } = world;
  return [...kept].flatMap(([key, text]): Finding[] => {
    const proof = readProof(text);
    const [internship = '', month] = key.split('/');
    if (proof === undefined || proof.settled || month === undefined) return [];
    // Keys are written by `monthKey` alone.
    const evidence = knowledge.evidenceOf(around, internship, month as Month);
    const signed = evidence.find((it) => it.key === checkedOn);
    const row = signed === undefined ? undefined : register.find(signed.id);
    // Checked anew, or not checked any more: the next proof is of that check.
    if (signed === undefined || row === undefined || signed.text !== proof.checkedOn) return [];
    const cells = changedSince(proof, evidence, world).filter((it) => it.id === signed.id);
    if (cells.length === 0) return [];
    const labels = list(cells.map((it) => `«${it.label}»`));
    return [
      {
        key: `sheetChangedAfterCheck/${signed.id}`,
        rule: 'sheetChangedAfterCheck',
        level: 'avvisa',
        tab: row.tab.name,
        line: register.lineOf(row.row) + 1,
        id: signed.id,
        column: signed.label,
        says: `Dopo il controllo del ${proof.checkedOn} nel foglio ${cells.length === 1 ? 'è cambiata la cella' : 'sono cambiate le celle'} ${labels}: confronta di nuovo il foglio firmato e aggiorna «${signed.label}».`,
        classes: ['internal'],
        name: 'Un foglio controllato non cambia senza un nuovo controllo',
        expected: 'La data del nuovo controllo, ad esempio 09/04/2026.',
        mends: 'promoterTutor',
      },
    ];
  });
}

/** The column of a sheet that says when it was checked, by its name in code. */
const checkedOn = 'checkedOn';

function emptied(key: string, { register }: World): Changed {
  const at = key.indexOf('.');
  const id = key.slice(0, at);
  const tab = register.find(id)?.tab;
  return { id, label: tab?.columns[key.slice(at + 1)]?.label ?? key.slice(at + 1) };
}

function short(it: Evidence): string {
  return digest(`${it.id}.${it.key}=${it.text}`).slice(0, 6);
}

// ── As it is kept ─────────────────────────────────────────────────────────────────────────────

function written({ on, checkedOn, settled, chain, cells }: Proof): string {
  const all = [...cells].map(([key, value]) => `${key}=${value}`).join(' ');
  return [on, checkedOn, settled ? 'settled' : 'open', chain, all].join('|');
}

function readProof(kept: string | undefined): Proof | undefined {
  if (kept === undefined) return undefined;
  const [on = '', checkedOn = '', settled, chain = '', all = ''] = kept.split('|');
  return {
    // Written by `written` above and by nobody else.
    on: on as Day,
    checkedOn,
    settled: settled === 'settled',
    chain,
    cells: new Map(
      all.split(' ').map((it) => {
        const at = it.lastIndexOf('=');
        return [it.slice(0, at), it.slice(at + 1)] as const;
      }),
    ),
  };
}
