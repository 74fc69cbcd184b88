/**
 * The privacy class of a value; every column has one.
 * `public` may be published · `internal` is work data that names nobody (IDs, dates of an internship,
 * states, hours) · `amount` is money · `name` is name and surname · `personal` is everything else that
 * tells who somebody is or how to reach them (codice fiscale, birth, address, phone, e-mail, IBAN) ·
 * `freeText` is whatever a person typed, so possibly anything · `restricted` is health, justice, group,
 * authorisations, reasons: it never leaves the restricted book.
 */
export type Privacy =
  | 'public'
  | 'internal'
  | 'amount'
  | 'name'
  | 'personal'
  | 'freeText'
  | 'restricted';

/**
 * Where a value would appear. `register` is the book the value comes from, whose editors see it
 * anyway; `restrictedRegister` the restricted one; `log` is diagnostics, journal and file names; `channel` and `direct` are chat.
 */
export type Surface =
  | 'register'
  | 'restrictedRegister'
  | 'terminal'
  | 'json'
  | 'log'
  | 'channel'
  | 'direct'
  | 'mail'
  | 'pdf'
  | 'export';

/** Who reads, and where. `reveal`: they asked for personal values by name of the option, and it is audited. */
export interface Audience {
  readonly role: string;
  readonly surface: Surface;
  readonly reveal?: boolean;
}

/** Which classes each role may see, and which each surface may carry. Declared in config/roles.ts. */
export interface Policy {
  readonly roles: Readonly<Record<string, ReadonlySet<Privacy>>>;
  readonly surfaces: Readonly<Record<Surface, ReadonlySet<Privacy>>>;
  /** What a surface carries when asked to reveal: never `restricted`. */
  readonly revealed: Readonly<Partial<Record<Surface, ReadonlySet<Privacy>>>>;
}

/** A value together with the classes of all it was made from. */
export interface Classified<T> {
  readonly value: T;
  readonly classes: readonly Privacy[];
}

/**
 * The one gate for what leaves: the value if this audience may have every class it was made from,
 * otherwise `undefined`. A role nobody declared may have nothing but what is public.
 */
export function release<T>(it: Classified<T>, to: Audience, policy: Policy): T | undefined {
  const seen = policy.roles[to.role] ?? onlyPublic;
  const carried =
    (to.reveal === true ? policy.revealed[to.surface] : undefined) ?? policy.surfaces[to.surface];
  return it.classes.every((it) => seen.has(it) && carried.has(it)) ? it.value : undefined;
}

const onlyPublic: ReadonlySet<Privacy> = new Set<Privacy>(['public']);
