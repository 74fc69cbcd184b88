import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import { type drive_v3, drive as driveOf } from '@googleapis/drive';
import type { OAuth2Client } from 'google-auth-library';
import { z } from 'zod';
import { type Archive, type Paper, type Stored, Unreachable } from '../../ports.ts';

/** What the archive needs to be allowed: to find and fill a folder that people made, not only its own files. */
export const ARCHIVE_SCOPES: readonly string[] = ['https://www.googleapis.com/auth/drive'];

/**
 * Papers in a folder of a shared drive, in a folder for each `Paper.folder`. Everything is found again by what ALICE
 * notes on it unseen (`appProperties`: digests and a version), never by name or place: people may rename and move it.
 * Nothing is overwritten or deleted: a new version is a file beside the old one (`T-0014.v2.pdf`). Each file has its
 * ID before it is uploaded, so that an upload whose answer was lost is not done twice. A paper that a person put in the
 * bin is not found, and may be saved anew; one whose content a person changed is not opened: it throws `Unreachable`,
 * and saved again it stays the version it was. Notes belong to the Google project of the account: with an account of
 * another project the papers are there, and ALICE does not find them.
 * https://developers.google.com/workspace/drive/api/guides/properties
 */
export function driveArchive({ auth, folder }: DriveArchive): Archive {
  const { files } = driveOf({ version: 'v3', auth });
  const markOf = (kind: Mark['kind'], text: string): Mark => ({
    kind,
    value: sha256(`${folder}\n${text}`),
  });
  // One paper at a time: two versions of one key would else both be the second, two folders of one name both be made.
  let turn: Promise<unknown> = Promise.resolve();
  let driveId: string | undefined;
  let ids: readonly string[] = [];
  /** What this process made: Google's index may not have it yet. */
  const made: Found[] = [];

  // ---- papers --------------------------------------------------------------------------------

  async function save({ key, folder: parts, file, bytes }: Paper): Promise<Stored> {
    const mark = markOf('alicePaper', key);
    const places = parts.map((_, at) => markOf('aliceFolder', parts.slice(0, at + 1).join('\n')));
    const found = await search([mark, ...places]);
    const digest = sha256(bytes);
    const latest = latestOf(found, mark);
    if (latest?.sha256 === digest && latest.intact) return storedAs(key, latest);

    let parent = folder;
    for (const [at, place] of places.entries()) {
      parent = firstOf(found, place)?.id ?? (await folderMade({ name: parts[at], parent, place }));
    }
    // Moved away or changed since: it is put there again, and stays the version it was.
    const again = latest?.sha256 === digest;
    const version = again ? latest.version : (latest?.version ?? 0) + 1;
    const metadata = {
      id: await newId(),
      name: version === 1 ? file : withMark(file, `.v${version}`),
      parents: [parent],
      appProperties: {
        [mark.kind]: mark.value,
        aliceSha256: digest,
        aliceVersion: String(version),
      },
    };
    const put = await once(metadata.id, () => uploaded(metadata, bytes));
    made.push(put);
    return storedAs(key, put);
  }

  /** In two steps, of which the second is safe to repeat; and it takes files of any size. */
  async function uploaded(metadata: Metadata, bytes: Uint8Array): Promise<unknown> {
    const type = TYPES[extname(metadata.name).toLowerCase()] ?? 'application/octet-stream';
    const opened = await auth.request({
      url: UPLOADS,
      params: {
        uploadType: 'resumable',
        fields: FIELDS,
        supportsAllDrives: true,
        // Who may see it is what the folder says, whatever the organisation does with new files.
        ignoreDefaultVisibility: true,
      },
      method: 'POST',
      data: { ...metadata, mimeType: type },
      ...HARMLESS,
    });
    const url = opened.headers.get('location');
    if (url === null) throw new Error('Drive does not say where to upload to');
    const put = await auth.request<unknown>({
      url,
      method: 'PUT',
      headers: { 'content-type': type },
      data: Buffer.from(bytes),
    });
    return put.data;
  }

  async function folderMade({ name, parent, place }: NewFolder): Promise<string> {
    const id = await newId();
    const put = await once(id, async () => {
      const { data } = await files.create(
        {
          requestBody: {
            id,
            name: name ?? '',
            parents: [parent],
            mimeType: FOLDER,
            appProperties: { [place.kind]: place.value },
          },
          fields: FIELDS,
          supportsAllDrives: true,
        },
        HARMLESS,
      );
      return data;
    });
    made.push(put);
    return put.id;
  }

  /** What the work made; also where it says that it failed and did not, or had been done by an earlier try. */
  async function once(id: string, work: () => Promise<unknown>): Promise<Found> {
    try {
      return foundIn(await work());
    } catch (failure) {
      if (!(failure instanceof Unreachable)) throw failure;
      // Asked for in vain, the first failure is the one that tells.
      const there = await fileOf(id).catch(() => undefined);
      if (there === undefined) throw failure;
      return there;
    }
  }

  // ---- what is there -------------------------------------------------------------------------

  /** Everything with one of these marks that is not in the bin. */
  async function search(marks: readonly Mark[]): Promise<readonly Found[]> {
    driveId ??= await sharedDrive();
    const any = marks.map(
      ({ kind, value }) => `appProperties has { key='${kind}' and value='${value}' }`,
    );
    const asked = {
      q: `(${any.join(' or ')}) and trashed = false`,
      corpora: 'drive',
      driveId,
      includeItemsFromAllDrives: true,
      supportsAllDrives: true,
      pageSize: 1000,
      fields: `nextPageToken,files(${FIELDS})`,
    };
    const listed: Found[] = [];
    for (let pageToken: string | undefined, more = true; more; ) {
      const { data } = await files.list({
        ...asked,
        ...(pageToken !== undefined && { pageToken }),
      });
      listed.push(...(data.files ?? []).map(foundIn));
      pageToken = data.nextPageToken ?? undefined;
      more = pageToken !== undefined;
    }
    const late = made.filter(
      (it) => marks.some((mark) => has(it, mark)) && !listed.some(({ id }) => id === it.id),
    );
    const checked = await Promise.all(late.map(({ id }) => fileOf(id)));
    return [...listed, ...checked.filter((it) => it !== undefined)];
  }

  /** `undefined` where there is none, or it is in the bin. */
  async function fileOf(fileId: string): Promise<Found | undefined> {
    try {
      const { data } = await files.get({ fileId, fields: FIELDS, supportsAllDrives: true });
      return data.trashed === true ? undefined : foundIn(data);
    } catch (failure) {
      if (isGone(failure)) return undefined;
      throw failure;
    }
  }

  /** The ID of the shared drive the folder lies in. Throws where it lies in none, or cannot be filled. */
  async function sharedDrive(): Promise<string> {
    const { data } = await files.get({
      fileId: folder,
      fields: 'driveId,mimeType,trashed,capabilities(canAddChildren)',
      supportsAllDrives: true,
    });
    if (data.mimeType !== FOLDER) throw unfit('non è una cartella');
    if (data.trashed === true) throw unfit('è nel cestino');
    if (data.driveId === undefined || data.driveId === null) {
      throw unfit('non è in un Drive condiviso, e un account di servizio non ha spazio altrove');
    }
    if (data.capabilities?.canAddChildren !== true) throw unfit('ALICE può solo leggerla');
    return data.driveId;
  }

  function unfit(why: string): Unreachable {
    return new Unreachable({
      what: `La cartella ${folder} di Google Drive (ALICE_DRIVE_FOLDER)`,
      why,
      cure: 'Crea una cartella in un Drive condiviso, aggiungi al Drive l’account di ALICE come «Gestore dei contenuti», e copia qui il link della cartella: https://drive.google.com/drive/folders/1aBcDeFgHiJkLmNoPqRsTuVwXyZ.',
    });
  }

  async function newId(): Promise<string> {
    if (ids.length === 0) {
      const { data } = await files.generateIds({ count: 20, fields: 'ids' });
      ids = data.ids ?? [];
    }
    const [id, ...rest] = ids;
    if (id === undefined) throw new Error('Drive gives no IDs');
    ids = rest;
    return id;
  }

  return {
    async save(paper) {
      // The bytes as they are now: their owner may go on writing while another paper is uploaded.
      const whole = { ...paper, bytes: paper.bytes.slice() };
      const saving = turn.then(() => save(whole));
      turn = saving.catch(() => undefined);
      return saving;
    },

    async find(key) {
      const mark = markOf('alicePaper', key);
      const latest = latestOf(await search([mark]), mark);
      return latest === undefined ? undefined : storedAs(key, latest);
    },

    async open(key) {
      const mark = markOf('alicePaper', key);
      const latest = latestOf(await search([mark]), mark);
      if (latest === undefined) return undefined;
      const bytes = await downloaded(files, latest.id);
      if (bytes === undefined || sha256(bytes) === latest.sha256) return bytes;
      throw new Unreachable({
        what: `La carta ${latest.where}`,
        why: 'è stata cambiata dopo che ALICE l’ha scritta',
        cure: 'Sposta altrove il file cambiato e ristampa la carta.',
      });
    },
  };
}

/** Where papers are kept. */
export interface DriveArchive {
  /** Signed in with `ARCHIVE_SCOPES`. */
  readonly auth: OAuth2Client;
  /** The ID of a folder in a shared drive, or of the shared drive itself. */
  readonly folder: string;
}

/** What ALICE notes on a paper or folder to find it again. Key and value may hold 124 bytes together: a digest fits, a key may not. */
interface Mark {
  readonly kind: 'alicePaper' | 'aliceFolder';
  readonly value: string;
}

interface Metadata {
  readonly id: string;
  readonly name: string;
  readonly parents: string[];
  readonly appProperties: Record<string, string>;
}

interface NewFolder {
  readonly name: string | undefined;
  readonly parent: string;
  readonly place: Mark;
}

/** A paper or a folder of ALICE's, as Drive tells it. */
type Found = ReturnType<typeof foundIn>;

const FIELDS = 'id,webViewLink,createdTime,sha256Checksum,trashed,appProperties';
const FOLDER = 'application/vnd.google-apps.folder';
const UPLOADS = 'https://www.googleapis.com/upload/drive/v3/files';

/** The ID is in the request: what was made before is refused as being there (409), never made twice. */
const HARMLESS = { retryConfig: { httpMethodsToRetry: ['POST'] } };

const TYPES: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.json': 'application/json',
  '.pdf': 'application/pdf',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.xml': 'application/xml',
};

const Told = z.object({
  id: z.string(),
  webViewLink: z.string(),
  createdTime: z.string(),
  sha256Checksum: z.string().optional(),
  appProperties: z.object({
    alicePaper: z.string().optional(),
    aliceFolder: z.string().optional(),
    aliceSha256: z.string().optional(),
    aliceVersion: z.coerce.number().int().positive().optional(),
  }),
});

function foundIn(file: unknown) {
  const { id, webViewLink, createdTime, sha256Checksum, appProperties } = Told.parse(file);
  const { aliceSha256 = '', aliceVersion = 0, ...marks } = appProperties;
  return {
    id,
    where: webViewLink,
    created: createdTime,
    marks,
    sha256: aliceSha256,
    version: aliceVersion,
    /** Still as ALICE put it there, as far as Drive says. */
    intact: sha256Checksum === undefined || sha256Checksum === aliceSha256,
  };
}

function has({ marks }: Found, { kind, value }: Mark): boolean {
  return marks[kind] === value;
}

/** Of two of one version, made by two processes at once, the older one counts: its place was told first. */
function latestOf(all: readonly Found[], mark: Mark): Found | undefined {
  return all
    .filter((it) => has(it, mark))
    .toSorted((a, b) => a.version - b.version || Number(a.intact) - Number(b.intact) || byAge(b, a))
    .at(-1);
}

function firstOf(all: readonly Found[], mark: Mark): Found | undefined {
  return all.filter((it) => has(it, mark)).toSorted(byAge)[0];
}

function byAge(a: Found, b: Found): number {
  const [one, other] = [`${a.created} ${a.id}`, `${b.created} ${b.id}`];
  return one < other ? -1 : Number(one > other);
}

function storedAs(key: string, { where, sha256: digest, version }: Found): Stored {
  return { key, where, sha256: digest, version };
}

async function downloaded(
  files: drive_v3.Resource$Files,
  fileId: string,
): Promise<Uint8Array | undefined> {
  try {
    const { data } = await files.get(
      { fileId, alt: 'media', supportsAllDrives: true },
      { responseType: 'arraybuffer' },
    );
    // Asked for as bytes, it comes as bytes; the library's types know files as JSON only.
    return new Uint8Array(data as unknown as ArrayBuffer);
  } catch (failure) {
    if (isGone(failure)) return undefined;
    throw failure;
  }
}

function isGone(failure: unknown): boolean {
  const cause = failure instanceof Unreachable ? failure.cause : undefined;
  return cause instanceof Error && 'status' in cause && cause.status === 404;
}

/** The mark goes before the extension, so that the file still opens with a click. */
function withMark(file: string, mark: string): string {
  const extension = extname(file);
  return `${file.slice(0, file.length - extension.length)}${mark}${extension}`;
}

function sha256(what: string | Uint8Array): string {
  return createHash('sha256').update(what).digest('hex');
}
