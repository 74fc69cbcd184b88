/** A request as a service of the double sees it: signed in, whole, not yet answered. */
export interface FakeRequest {
  readonly method: string;
  /** Without query: `/v4/spreadsheets/1AbC:batchUpdate`, not decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The account the bearer token speaks for: the service account's address, or the person it stands in for. */
  readonly as: string | undefined;
  readonly scopes: readonly string[];
}

/** What a service answers: a body that is no `Uint8Array` goes out as JSON. */
export interface FakeAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** One of Google's services, played from memory. */
export interface FakeService {
  readonly name: ServiceName;
  /** `undefined` when the path is not this service's. */
  answer(request: FakeRequest): FakeAnswer | undefined;
}

/** The services there are, named as their discovery documents are. */
export type ServiceName = 'sheets' | 'drive' | 'gmail';

/** How the world is made; everything left out is as in a project set up well. */
export interface FakeOptions {
  /** The service account's address. */
  readonly address?: string;
  /** Scopes for which the account may stand in for people of `domain`; none: delegation is refused. */
  readonly delegation?: readonly string[];
  /** The organisation's domain, whose people exist; `example.org` unless said. */
  readonly domain?: string;
  /** APIs nobody has activated in the project: 403 SERVICE_DISABLED. */
  readonly disabled?: readonly ServiceName[];
  /** A request without any token counts as the service account's with every scope, for clients that do not sign in. */
  readonly unsigned?: boolean;
  /** Sheets requests a minute for each account; no limit unless said. Google gives 60 and 60. */
  readonly perMinute?: { readonly reads: number; readonly writes: number };
  /** Milliseconds since 1970, for quotas and times of change; the machine's clock unless said. */
  readonly now?: () => number;
  /** `false` leaves out the check against Google's discovery documents, for many thousand calls. */
  readonly validate?: boolean;
}

/** What the services of one world share. */
export interface FakeWorld {
  readonly options: FakeOptions;
  /** The service account's address. */
  readonly address: string;
  /** Where people live, as addresses: `example.org`. */
  readonly domain: string;
  /** Milliseconds since 1970. */
  now(): number;
  /** A new identifier in Google's looks (letters, digits, `-`, `_`), never given before; the same in every run. */
  newId(length?: number): string;
  /** Spreadsheets as Drive sees them, by ID: Sheets puts them here, Drive reads and shares them. */
  readonly documents: Map<string, FakeDocument>;
}

/** A spreadsheet as Drive sees it. Sheets raises `version` at every change; who shares it does so too. */
export interface FakeDocument {
  readonly id: string;
  name: string;
  readonly mimeType: 'application/vnd.google-apps.spreadsheet';
  /** Grows with every change, sharing included. */
  version: number;
  /** Milliseconds since 1970. */
  readonly created: number;
  modified: number;
  permissions: readonly FakePermission[];
  /** Folders it lies in. */
  parents: readonly string[];
  /** The shared drive it lies in; none: its owner's own. */
  driveId?: string;
}

/** Who may do what with a file, in Drive's words. */
export interface FakePermission {
  readonly id: string;
  readonly type: 'user' | 'group' | 'domain' | 'anyone';
  readonly role: 'owner' | 'organizer' | 'fileOrganizer' | 'writer' | 'commenter' | 'reader';
  readonly emailAddress?: string;
  readonly domain?: string;
  /** Of a link: whether it is found by searching, too. */
  readonly allowFileDiscovery?: boolean;
}

/** What a permission lets an account do: `none` sees nothing. A group is taken to hold nobody the double knows. */
export function mayDo(
  document: Pick<FakeDocument, 'permissions'>,
  address: string | undefined,
): 'write' | 'read' | 'none' {
  const held = document.permissions.filter(
    (it) =>
      it.type === 'anyone' ||
      (address !== undefined &&
        (it.emailAddress?.toLowerCase() === address.toLowerCase() ||
          (it.type === 'domain' && address.endsWith(`@${it.domain ?? ''}`)))),
  );
  if (held.length === 0) return 'none';
  return held.some((it) => it.role !== 'reader' && it.role !== 'commenter') ? 'write' : 'read';
}
