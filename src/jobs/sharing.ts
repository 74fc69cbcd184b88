import { inDigits } from '../core/day.ts';
import { list } from '../core/words.ts';
import { Unreachable } from '../ports.ts';
import type { World } from './world.ts';

/** With whom a spreadsheet is shared, and who may be. */
export interface Shared {
  /** Its address. */
  readonly where: string;
  readonly grants: readonly Grant[];
  /** The mail domains of those who may open it; none: nobody has said. */
  readonly domains: readonly string[];
  /** ALICE's own address: nobody's stranger. Where it is not known no program's account is one. */
  readonly self: string | undefined;
}

/** Who may open a file, and what they may do with it: as an integration tells it. */
export type Grant = {
  readonly role: string;
  readonly inherited: boolean;
} & (
  | { readonly who: 'anyone'; readonly found: boolean }
  | { readonly who: 'domain'; readonly domain: string; readonly found: boolean }
  | { readonly who: 'person' | 'group'; readonly email: string | undefined }
);

/** What is wrong with how a file is shared. */
export interface Exposure {
  readonly says: string;
  readonly cure: string;
  /** Nothing may be written into the file until it is mended. */
  readonly stops: boolean;
}

/**
 * What strangers may do with a file: open to whoever has the link, or changed by people outside the domains.
 */
export function strangersIn({ grants, domains, self }: Omit<Shared, 'where'>): readonly Exposure[] {
  const open = grants.filter((it) => it.who === 'anyone');
  const wide = grants.flatMap((it) =>
    it.who === 'domain' && domains.length > 0 && !domains.includes(it.domain.toLowerCase())
      ? [it.domain]
      : [],
  );
  const outside =
    domains.length === 0
      ? []
      : grants.flatMap((it) => (isStranger(it, { domains, self }) ? [it] : []));
  const writers = outside.filter((it) => mayWrite(it.role));
  const readers = outside.filter((it) => !mayWrite(it.role));
  return [
    ...(open.length === 0
      ? []
      : [
          {
            says: `è aperto a chiunque abbia il link${open.some((it) => mayWrite(it.role)) ? ', anche per modificarlo' : ''}`,
            cure: `In Google: «Condividi», «Accesso generale», scegli «Con limitazioni»${fromAbove(open)}.`,
            stops: true,
          },
        ]),
    ...wide.map((domain) => ({
      says: `è aperto a tutti quelli di ${domain}`,
      cure: `In Google: «Condividi», «Accesso generale», scegli «Con limitazioni». Se ${domain} è dei vostri, aggiungilo ad ALICE_DOMAINS.`,
      stops: true,
    })),
    ...(writers.length === 0
      ? []
      : [
          {
            says: `può modificarlo chi è fuori dai domini ammessi (${domains.join(', ')}): ${list(writers.map(emailOf))}`,
            cure: `Toglilo da «Condividi»${fromAbove(writers)}, o aggiungi il suo dominio ad ALICE_DOMAINS.`,
            stops: true,
          },
        ]),
    ...(readers.length === 0
      ? []
      : [
          {
            says: `può leggerlo chi è fuori dai domini ammessi (${domains.join(', ')}): ${list(readers.map(emailOf))}`,
            cure: `Toglilo da «Condividi»${fromAbove(readers)}, o aggiungi il suo dominio ad ALICE_DOMAINS.`,
            stops: false,
          },
        ]),
    ...(domains.length > 0
      ? []
      : [
          {
            says: 'nessuno ha detto di quali domini di posta è chi può aprirlo',
            cure: 'Scrivi ALICE_DOMAINS, ad esempio comune.example.org, cooperativa.example.org.',
            stops: false,
          },
        ]),
  ];
}

/** Throws where strangers may open a file in a way that stops ALICE. */
export function refuseStrangers(told: Shared): void {
  const [first] = strangersIn(told).filter((it) => it.stops);
  if (first !== undefined)
    throw new Unreachable({
      what: `Il foglio ${told.where}`,
      why: `${first.says}, e ci sono dati di persone: ALICE non ci lavora`,
      cure: first.cure,
    });
}

/**
 * Editors that «Operatori» does not know, or whose time is over. A group is named too: who is in it Google does not say.
 */
export function unknownEditors({ grants, self }: Shared, world: World): readonly Exposure[] {
  const { around, knowledge } = world;
  const staff = knowledge.staffOf(around);
  return grants.flatMap((it): Exposure[] => {
    if (!mayWrite(it.role) || (it.who !== 'person' && it.who !== 'group')) return [];
    const { email } = it;
    if (email === undefined || isAlice(email, self)) return [];
    const known = staff.filter((one) => one.email === email.toLowerCase());
    if (known.some((one) => one.until === undefined || one.until >= world.today)) return [];
    const [gone] = known.toSorted((a, b) => ((a.until ?? '') < (b.until ?? '') ? 1 : -1));
    return [
      gone?.until === undefined
        ? {
            says: `${it.who === 'group' ? 'Il gruppo ' : ''}${email} può modificarlo e in «Operatori» non c’è`,
            cure: 'Aggiungi la sua riga in «Operatori», o toglilo da «Condividi».',
            stops: false,
          }
        : {
            says: `${gone.id} può ancora modificarlo, e il suo servizio è finito il ${inDigits(gone.until)}`,
            cure: `Togli ${email} da «Condividi».`,
            stops: false,
          },
    ];
  });
}

function isStranger(
  it: Grant,
  { domains, self }: Pick<Shared, 'domains' | 'self'>,
): it is Extract<Grant, { who: 'person' | 'group' }> {
  if (it.who !== 'person' && it.who !== 'group') return false;
  const { email } = it;
  if (email === undefined) return true;
  return (
    !isAlice(email, self) && !domains.includes(email.slice(email.indexOf('@') + 1).toLowerCase())
  );
}

function isAlice(email: string, self: string | undefined): boolean {
  return self === undefined
    ? email.toLowerCase().endsWith('.gserviceaccount.com')
    : email.toLowerCase() === self.toLowerCase();
}

function mayWrite(role: string): boolean {
  return role !== 'reader' && role !== 'commenter';
}

function emailOf(it: { readonly email: string | undefined }): string {
  return it.email ?? 'un account che Google non nomina';
}

function fromAbove(some: readonly Grant[]): string {
  return some.some((it) => it.inherited)
    ? ' (viene dalla cartella o dal Drive condiviso in cui sta: si toglie lì)'
    : '';
}
