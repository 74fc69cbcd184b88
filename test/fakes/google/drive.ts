import { createHash } from 'node:crypto';
import { matcher, type Searched } from './drive-query.ts';
import {
  type FakeAnswer,
  type FakeDocument,
  type FakePermission,
  type FakeRequest,
  type FakeService,
  type FakeWorld,
  mayDo,
} from './service.ts';
import { Refused, refusalWithReason } from './worded.ts';

/** Drive in memory: shared drives, folders and files, and what people do to them. Spreadsheets are those of the world. */
export interface FakeDrive extends FakeService {
  readonly name: 'drive';
  /** Everything there is but spreadsheets, trashed things included, in the order in which it was made. */
  readonly files: readonly FakeFile[];
  /** Makes a shared drive; unless said, the service account is its content manager. Its ID is that of its top folder. */
  sharedDrive(name: string, members?: readonly Shared[]): string;
  /** A folder a person makes: in a folder or shared drive, or else in the own drive of `owner`. */
  folder(name: string, where?: { readonly parent?: string; readonly owner?: string }): string;
  /** What a file holds now; nothing where there is none of this ID. */
  bytes(id: string): Uint8Array | undefined;
  /** A person's hand on a file: its name, its place, its content, the bin. */
  rename(id: string, name: string): void;
  move(id: string, parent: string): void;
  rewrite(id: string, bytes: Uint8Array): void;
  trash(id: string): void;
  /** Opens a file, folder, shared drive or spreadsheet to somebody. */
  share(id: string, with_: Shared): void;
  /** While true, what is made is not found by searching yet, as on Google's side for a moment. */
  slowSearch(slow: boolean): void;
}

/** A file or folder as a test looks at it. */
export interface FakeFile {
  readonly id: string;
  readonly name: string;
  readonly mimeType: string;
  readonly parents: readonly string[];
  readonly trashed: boolean;
  readonly version: number;
  readonly appProperties: Readonly<Record<string, string>>;
}

/** With whom, and how far. */
export type Shared = Omit<FakePermission, 'id'>;

/** Drive's part of a world. https://developers.google.com/workspace/drive/api/reference/rest/v3 */
export function fakeDrive(world: FakeWorld): FakeDrive {
  const files = new Map<string, Entry>();
  const drives = new Map<string, Drive>();
  const uploads = new Map<string, Upload>();
  const given = new Set<string>();
  let slow = false;

  return {
    name: 'drive',
    get files() {
      return [...files.values()].map(seen);
    },
    sharedDrive: (name, members = [user(world.address, 'fileOrganizer')]) => {
      const id = world.newId(19);
      drives.set(id, { id, name, created: world.now(), permissions: members.map(granted) });
      return id;
    },
    folder: (name, { parent, owner = `anna@${world.domain}` } = {}) =>
      make({ name, mimeType: FOLDER, ...(parent && { parents: [parent] }) }, { as: owner }).id,
    bytes: (id) => files.get(id)?.bytes,
    rename: (id, name) => {
      touched(mustBe(id)).name = name;
    },
    move: (id, parent) => {
      touched(mustBe(id)).parents = [parent];
    },
    rewrite: (id, bytes) => {
      touched(mustBe(id)).bytes = bytes;
    },
    trash: (id) => {
      touched(mustBe(id)).trashed = true;
    },
    share: (id, with_) => {
      grant(drives.get(id) ?? touched(mustBe(id)), with_);
    },
    slowSearch: (wanted) => {
      slow = wanted;
      if (!wanted) for (const file of files.values()) file.unfound = false;
    },
    answer: (request) => {
      const path = /^\/(?:(?:resumable\/)?upload\/)?drive\/v3\/(.+)$/.exec(request.path)?.[1];
      if (path === undefined) return undefined;
      const steps = path.split('/').map(decodeURIComponent);
      try {
        return worked(request, steps);
      } catch (refused) {
        if (refused instanceof Refused) return refused.answer;
        throw refused;
      }
    },
  };

  // ---- methods ---------------------------------------------------------------------------------

  function worked(request: FakeRequest, steps: readonly string[]): FakeAnswer | undefined {
    const [resource, id, inner, innerId] = steps;
    const method = `${request.method} ${resource}${id === undefined ? '' : '/:id'}${inner === undefined ? '' : `/${inner}`}${innerId === undefined ? '' : '/:id'}`;
    const session = request.query.get('upload_id');
    if (session !== null && request.method === 'PUT') return continued(request, session);
    if (resource === 'files' && id === 'generateIds') return generated(request);
    if (resource === 'about') {
      const user = { kind: 'drive#user', emailAddress: request.as, displayName: request.as };
      return ok({ kind: 'drive#about', user });
    }
    switch (method) {
      case 'POST files':
        return uploaded(request, undefined);
      case 'GET files':
        return listed(request);
      case 'GET files/:id':
        return got(request, found(request, id));
      case 'PATCH files/:id':
        return uploaded(request, found(request, id, 'write'));
      case 'DELETE files/:id':
        files.delete(found(request, id, 'write').id);
        return { status: 204 };
      case 'GET files/:id/permissions':
        return permissionsOf(request, found(request, id, 'write'));
      case 'POST files/:id/permissions':
        return shared(request, found(request, id, 'write'));
      case 'DELETE files/:id/permissions/:id':
        return unshared(found(request, id, 'write'), innerId);
      case 'GET drives/:id':
        return driveNamed(request, id);
      case 'GET drives':
        return ok({ kind: 'drive#driveList', drives: visible(request).map(viewOfDrive) });
      default:
        return undefined;
    }
  }

  function generated({ query }: FakeRequest): FakeAnswer {
    const count = Number(query.get('count') ?? 10);
    if (!(count >= 1 && count <= 1000)) throw invalid('count');
    const ids = Array.from({ length: count }, () => world.newId(33));
    for (const id of ids) given.add(id);
    return ok({ kind: 'drive#generatedIds', space: query.get('space') ?? 'drive', ids });
  }

  function got(request: FakeRequest, entry: Entry): FakeAnswer {
    if (request.query.get('alt') !== 'media') return shown(request, entry);
    if (entry.bytes === undefined) {
      throw refused(
        403,
        'Only files with binary content can be downloaded. Use Export with Docs Editors files.',
        {
          reason: 'fileNotDownloadable',
          location: ['parameter', 'alt'],
        },
      );
    }
    return { status: 200, headers: { 'content-type': entry.mimeType }, body: entry.bytes };
  }

  function listed({ query, as }: FakeRequest): FakeAnswer {
    const all = query.get('includeItemsFromAllDrives') === 'true';
    const corpora = query.get('corpora') ?? 'user';
    const driveId = query.get('driveId');
    if (all && query.get('supportsAllDrives') !== 'true') {
      throw refused(403, 'The includeItemsFromAllDrives parameter needs supportsAllDrives.', {
        reason: 'teamDrivesNotSupported',
        location: ['parameter', 'supportsAllDrives'],
      });
    }
    if ((corpora === 'drive') !== (driveId !== null) || (driveId !== null && !all)) {
      throw refused(
        403,
        'The driveId parameter must be specified if and only if corpora is set to drive.',
        {
          reason: 'teamDriveIdRequiresTeamDriveCorpora',
          location: ['parameter', 'driveId'],
        },
      );
    }
    if (driveId !== null && !visible({ as }).some((it) => it.id === driveId))
      throw noDrive(driveId);
    const size = Number(query.get('pageSize') ?? 100);
    if (!(size >= 1 && size <= 1000)) throw invalid('pageSize');
    const start = pageAt(query.get('pageToken'));
    const matches = matcher(query.get('q') ?? '', () => invalid('q'));
    const hits = [...everything()]
      .filter(
        (it) =>
          it.unfound !== true &&
          (driveId === null ? all || it.driveId === undefined : it.driveId === driveId) &&
          may(it, as) !== 'none' &&
          matches(asSearched(it)),
      )
      .toSorted(ordered(query.get('orderBy') ?? 'modifiedTime desc'));
    const page = hits.slice(start, start + size);
    const more = start + size < hits.length && { nextPageToken: tokenOf(start + size) };
    const body = {
      kind: 'drive#fileList',
      incompleteSearch: false,
      ...more,
      files: page.map((it) => view(it, as)),
    };
    return ok(
      masked(body, query.get('fields') ?? `kind,incompleteSearch,nextPageToken,files(${FIELDS})`, {
        known: ['nextPageToken'],
      }),
    );
  }

  function permissionsOf({ query }: FakeRequest, entry: Entry): FakeAnswer {
    const whole = merged(held(entry)).map((it) => viewOfPermission(it, entry));
    const size = Number(
      query.get('pageSize') ?? (entry.driveId === undefined ? whole.length : 100),
    );
    const start = pageAt(query.get('pageToken'));
    const body = {
      kind: 'drive#permissionList',
      ...(start + size < whole.length && { nextPageToken: tokenOf(start + size) }),
      permissions: whole.slice(start, start + size),
    };
    const fields = query.get('fields') ?? 'kind,nextPageToken,permissions(kind,id,type,role)';
    return ok(masked(body, fields, { known: ['nextPageToken', ...PERMISSION_FIELDS] }));
  }

  function shared(request: FakeRequest, entry: Entry): FakeAnswer {
    const asked = jsonOf(request.body);
    const { type, role, emailAddress, domain, allowFileDiscovery } = asked;
    if (!isOneOf(type, ['user', 'group', 'domain', 'anyone'])) throw invalid('permission.type');
    if (!isOneOf(role, ROLES)) throw invalid('permission.role');
    if ((type === 'user' || type === 'group') && typeof emailAddress !== 'string') {
      throw invalid('permission.emailAddress');
    }
    const permission = grant(touched(entry), {
      type,
      role,
      ...(typeof emailAddress === 'string' && { emailAddress }),
      ...(typeof domain === 'string' && { domain }),
      ...(typeof allowFileDiscovery === 'boolean' && { allowFileDiscovery }),
    });
    const body = viewOfPermission({ permission, from: [undefined] }, entry);
    const fields = request.query.get('fields') ?? 'kind,id,type,role';
    return ok(masked(body, fields, { known: PERMISSION_FIELDS }));
  }

  function unshared(entry: Entry, id: string | undefined): FakeAnswer {
    if (!entry.permissions.some((it) => it.id === id)) {
      throw refused(404, `Permission not found: ${id}.`, {
        reason: 'notFound',
        location: ['parameter', 'permissionId'],
      });
    }
    touched(entry).permissions = entry.permissions.filter((it) => it.id !== id);
    return { status: 204 };
  }

  function driveNamed(request: FakeRequest, id = ''): FakeAnswer {
    const drive = visible(request).find((it) => it.id === id);
    if (drive === undefined) throw noDrive(id);
    return ok(
      masked(viewOfDrive(drive), request.query.get('fields') ?? 'kind,id,name', {
        known: ['createdTime', 'hidden', 'restrictions', 'capabilities'],
      }),
    );
  }

  // ---- uploads ---------------------------------------------------------------------------------

  /** `files.create` (no target) and `files.update`: metadata alone, or content in one of three ways. */
  function uploaded(request: FakeRequest, target: Entry | undefined): FakeAnswer {
    const { path, query, headers, body } = request;
    const type = headers['content-type'] ?? '';
    if (!path.includes('/upload/')) return finished(request, target, jsonOf(body), undefined);
    switch (query.get('uploadType')) {
      case 'media':
        return finished(request, target, {}, { type, bytes: body });
      case 'multipart': {
        const [metadata, media] = relatedIn(type, body);
        return finished(request, target, jsonOf(metadata.bytes), media);
      }
      case 'resumable': {
        const metadata = jsonOf(body);
        if (target === undefined) checkNew(request, metadata);
        const id = world.newId(60);
        const media = headers['x-upload-content-type'];
        uploads.set(id, { request, target, metadata, type: media, received: Buffer.alloc(0) });
        const location = `https://www.googleapis.com${path}?${query.toString()}&upload_id=${id}`;
        return { status: 200, headers: { location, 'x-guploader-uploadid': id } };
      }
      default:
        throw invalid('uploadType');
    }
  }

  /** A piece of a resumable upload, or the question how far it got. */
  function continued({ headers, body }: FakeRequest, id: string): FakeAnswer {
    const upload = uploads.get(id);
    if (upload === undefined) return { status: 404, body: Buffer.from('Not Found') };
    if (upload.made !== undefined) return shown(upload.request, upload.made);
    const range = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+|\*)$/.exec(headers['content-range'] ?? '');
    if (headers['content-range'] !== undefined && range === null) return { status: 400 };
    const asks = range !== null && range[1] === undefined;
    if (!asks) {
      if (Number(range?.[1] ?? 0) !== upload.received.length) return { status: 400 };
      upload.received = Buffer.concat([upload.received, body]);
    }
    const whole = range === null || upload.received.length === Number(range[3]);
    if (!whole) {
      const last = upload.received.length - 1;
      return { status: 308, headers: last < 0 ? {} : { range: `bytes=0-${last}` } };
    }
    const type = upload.type ?? headers['content-type'] ?? '';
    const media = { type, bytes: upload.received };
    const { request, target, metadata } = upload;
    upload.made = kept(request, target, metadata, media);
    return shown(request, upload.made);
  }

  function finished(
    request: FakeRequest,
    target: Entry | undefined,
    metadata: Metadata,
    media: Media | undefined,
  ): FakeAnswer {
    return shown(request, kept(request, target, metadata, media));
  }

  function kept(
    request: FakeRequest,
    target: Entry | undefined,
    metadata: Metadata,
    media: Media | undefined,
  ): Entry {
    if (target === undefined) {
      checkNew(request, metadata);
      return make(metadata, { as: request.as, media });
    }
    changeTo(touched(target), metadata);
    if (media !== undefined) target.bytes = Uint8Array.from(media.bytes);
    const [gone, come] = [request.query.get('removeParents'), request.query.get('addParents')];
    if (come !== null) mustMayAdd(request, come);
    const left = target.parents.filter((it) => gone?.split(',').includes(it) !== true);
    target.parents = come === null ? left : [...left, ...come.split(',')];
    return target;
  }

  /** Everything Google looks at before it takes a new file. */
  function checkNew(request: FakeRequest, metadata: Metadata): void {
    const id = metadata.id;
    const type = metadata.mimeType ?? '';
    if (id !== undefined) {
      if (files.has(id) || world.documents.has(id)) {
        throw refused(409, 'A file already exists with the provided ID.', {
          reason: 'fileIdInUse',
          location: ['parameter', 'fileId'],
        });
      }
      if (!given.has(id)) throw invalid('file.id', 'The provided file ID is not usable.');
      if (type.startsWith(NATIVE) && type !== FOLDER) {
        throw invalid('file.id', 'Generated IDs are not supported for Docs Editors formats.');
      }
    }
    if (type.startsWith(NATIVE) && type !== FOLDER) {
      throw new Error('spreadsheets of the double are made by its Sheets, not through Drive');
    }
    for (const kind of ['appProperties', 'properties'] as const) {
      for (const [key, value] of Object.entries(textsIn(metadata[kind]))) {
        // https://developers.google.com/workspace/drive/api/guides/properties#limits
        if (Buffer.byteLength(key + value) > 124) {
          throw refused(400, 'The total size of the property key and value is too large.', {
            reason: 'propertyTooLarge',
          });
        }
      }
    }
    const parents = metadata.parents ?? [];
    if (parents.length > 1) {
      throw refused(403, 'A file cannot be placed in multiple folders.', {
        reason: 'cannotAddParent',
      });
    }
    for (const parent of parents) mustMayAdd(request, parent);
    const inDrive = parents.some((it) => drives.has(it) || files.get(it)?.driveId !== undefined);
    if (!inDrive && request.as === world.address) {
      throw refused(
        403,
        'Service Accounts do not have storage quota. Leverage shared drives (https://developers.google.com/workspace/drive/api/guides/about-shareddrives), or use OAuth delegation (http://support.google.com/a/answer/7281227) instead.',
        { reason: 'storageQuotaExceeded', domain: 'usageLimits' },
      );
    }
  }

  function mustMayAdd({ query, as }: FakeRequest, id: string): void {
    const parent = drives.has(id) ? rootOf(id) : files.get(id);
    const hidden = parent?.driveId !== undefined && query.get('supportsAllDrives') !== 'true';
    if (parent === undefined || hidden || may(parent, as) === 'none') throw noFile(id);
    if (may(parent, as) !== 'write') {
      throw refused(403, 'Insufficient permissions for the specified parent.', {
        reason: 'insufficientParentPermissions',
      });
    }
  }

  function make(
    metadata: Metadata,
    { as, media }: { readonly as: string | undefined; readonly media?: Media | undefined },
  ): Entry {
    const parents = metadata.parents ?? [];
    const place = parents[0];
    const driveId =
      place === undefined ? undefined : drives.has(place) ? place : files.get(place)?.driveId;
    const type = metadata.mimeType ?? (media?.type || undefined);
    const entry: Entry = {
      id: metadata.id ?? world.newId(33),
      name: 'Untitled',
      mimeType: type ?? 'application/octet-stream',
      version: 1,
      created: world.now(),
      modified: world.now(),
      parents: place === undefined ? [rootFor(as)] : parents,
      permissions: driveId === undefined ? [granted(user(as ?? '', 'owner'))] : [],
      ...(driveId !== undefined && { driveId }),
      trashed: false,
      appProperties: {},
      properties: {},
      unfound: slow,
      ...(type !== FOLDER && { bytes: Uint8Array.from(media?.bytes ?? []) }),
    };
    changeTo(entry, metadata);
    files.set(entry.id, entry);
    return entry;
  }

  function changeTo(entry: Entry, metadata: Metadata): void {
    if (metadata.name !== undefined) entry.name = metadata.name;
    if (metadata.trashed !== undefined) entry.trashed = metadata.trashed;
    for (const kind of ['appProperties', 'properties'] as const) {
      entry[kind] = textsIn({ ...entry[kind], ...metadata[kind] });
    }
  }

  // ---- who sees what ---------------------------------------------------------------------------

  function found({ query, as }: FakeRequest, id = '', needed: 'read' | 'write' = 'read'): Entry {
    const entry = drives.has(id) ? rootOf(id) : (files.get(id) ?? world.documents.get(id));
    const hidden = entry?.driveId !== undefined && query.get('supportsAllDrives') !== 'true';
    if (entry === undefined || hidden || may(entry, as) === 'none') throw noFile(id);
    if (needed === 'write' && may(entry, as) !== 'write') {
      throw refused(403, 'The user does not have sufficient permissions for this file.', {
        reason: 'insufficientFilePermissions',
      });
    }
    return entry;
  }

  function may(entry: Entry, as: string | undefined): 'write' | 'read' | 'none' {
    return mayDo({ permissions: held(entry).map((it) => it.permission) }, as);
  }

  /** The permissions of a file: its own, and those of what it lies in, up to the shared drive. */
  function held(entry: Entry): readonly Held[] {
    const above = entry.parents.flatMap((it) => {
      const parent = files.get(it);
      return parent === undefined ? [] : [parent];
    });
    const drive = entry.driveId === undefined ? undefined : drives.get(entry.driveId);
    return [
      ...entry.permissions.map((permission) => ({ permission, from: undefined })),
      ...above.flatMap((parent) =>
        parent.permissions.map((permission) => ({ permission, from: parent.id })),
      ),
      ...above.flatMap((parent) =>
        held(parent).filter((it) => it.from !== undefined && it.from !== entry.driveId),
      ),
      ...(drive === undefined || entry.id === drive.id ? [] : drive.permissions).map(
        (permission) => ({ permission, from: drive?.id }),
      ),
    ];
  }

  function visible({ as }: Pick<FakeRequest, 'as'>): readonly Drive[] {
    return [...drives.values()].filter((it) => mayDo(it, as) !== 'none');
  }

  function* everything(): Iterable<Entry> {
    yield* files.values();
    yield* world.documents.values();
  }

  /** The top folder of a shared drive, which has the drive's own ID. */
  function rootOf(id: string): Entry {
    const drive = drives.get(id);
    return {
      id,
      name: 'Drive',
      mimeType: FOLDER,
      version: 1,
      created: drive?.created ?? 0,
      modified: drive?.created ?? 0,
      parents: [],
      permissions: drive?.permissions ?? [],
      driveId: id,
    };
  }

  function rootFor(as: string | undefined): string {
    return `0A${createHash('sha256')
      .update(as ?? '')
      .digest('base64url')
      .slice(0, 15)}PVA`;
  }

  function mustBe(id: string): Entry {
    const entry = files.get(id) ?? world.documents.get(id);
    if (entry === undefined) throw new Error('a test touches a file that is not there');
    return entry;
  }

  function touched(entry: Entry): Entry {
    entry.version += 1;
    entry.modified = world.now();
    return entry;
  }

  function grant(to: { permissions: readonly FakePermission[] }, with_: Shared): FakePermission {
    const permission = granted(with_);
    to.permissions = [...to.permissions.filter((it) => it.id !== permission.id), permission];
    return permission;
  }

  // ---- how it is shown -------------------------------------------------------------------------

  function shown({ query, as }: FakeRequest, entry: Entry): FakeAnswer {
    return ok(masked(view(entry, as), query.get('fields') ?? FIELDS, { known: FILE_FIELDS }));
  }

  function view(entry: Entry, as: string | undefined): object {
    const { id, name, mimeType, bytes, driveId } = entry;
    const mayWrite = may(entry, as) === 'write';
    const own = entry.permissions.find((it) => it.role === 'owner')?.emailAddress;
    const digest = (kind: string) =>
      bytes === undefined ? undefined : createHash(kind).update(bytes).digest('hex');
    return present({
      kind: 'drive#file',
      id,
      name,
      mimeType,
      parents: entry.parents.length === 0 ? undefined : entry.parents,
      driveId,
      teamDriveId: driveId,
      trashed: entry.trashed ?? false,
      explicitlyTrashed: entry.trashed ?? false,
      version: String(entry.version),
      createdTime: new Date(entry.created).toISOString(),
      modifiedTime: new Date(entry.modified).toISOString(),
      appProperties: propertiesOf(entry.appProperties),
      properties: propertiesOf(entry.properties),
      size: bytes === undefined ? undefined : String(bytes.length),
      md5Checksum: digest('md5'),
      sha1Checksum: digest('sha1'),
      sha256Checksum: digest('sha256'),
      originalFilename: bytes === undefined ? undefined : name,
      webViewLink: linkOf(entry),
      webContentLink:
        bytes === undefined ? undefined : `https://drive.google.com/uc?id=${id}&export=download`,
      ownedByMe: driveId === undefined ? own === as : undefined,
      owners:
        driveId === undefined
          ? [{ kind: 'drive#user', displayName: own, emailAddress: own, me: own === as }]
          : undefined,
      shared: held(entry).length > 1,
      // Of files in shared drives Google tells no permissions here: they are asked for one by one.
      permissions:
        driveId === undefined && mayWrite
          ? merged(held(entry)).map((it) => viewOfPermission(it, entry))
          : undefined,
      capabilities: {
        canEdit: mayWrite,
        canDownload: true,
        canShare: mayWrite,
        canTrash: mayWrite,
        canListChildren: mimeType === FOLDER,
        canAddChildren: mimeType === FOLDER && mayWrite,
        canReadDrive: driveId === undefined ? undefined : true,
      },
    });
  }

  function asSearched(entry: Entry): Searched {
    return {
      name: entry.name,
      mimeType: entry.mimeType,
      trashed: entry.trashed ?? false,
      parents: entry.parents,
      createdTime: new Date(entry.created).toISOString(),
      modifiedTime: new Date(entry.modified).toISOString(),
      appProperties: entry.appProperties ?? {},
      properties: entry.properties ?? {},
    };
  }
}

/** A file, folder or spreadsheet; what only files have is missing of spreadsheets. */
type Entry = Omit<FakeDocument, 'mimeType'> & {
  readonly mimeType: string;
  trashed?: boolean;
  /** None: a folder or a document of Google's. */
  bytes?: Uint8Array;
  appProperties?: Readonly<Record<string, string>>;
  properties?: Readonly<Record<string, string>>;
  /** Not in Google's index yet. */
  unfound?: boolean;
};

interface Drive {
  readonly id: string;
  readonly name: string;
  readonly created: number;
  permissions: readonly FakePermission[];
}

interface Upload {
  readonly request: FakeRequest;
  readonly target: Entry | undefined;
  readonly metadata: Metadata;
  readonly type: string | undefined;
  received: Uint8Array;
  made?: Entry;
}

/** What ALICE or another client says of a file. */
interface Metadata {
  readonly id?: string;
  readonly name?: string;
  readonly mimeType?: string;
  readonly parents?: readonly string[];
  readonly trashed?: boolean;
  readonly appProperties?: Readonly<Record<string, string | null>>;
  readonly properties?: Readonly<Record<string, string | null>>;
}

interface Media {
  readonly type: string;
  readonly bytes: Uint8Array;
}

interface Held {
  readonly permission: FakePermission;
  /** The folder or shared drive it comes from; none: it is the file's own. */
  readonly from: string | undefined;
}

const NATIVE = 'application/vnd.google-apps.';
const FOLDER = `${NATIVE}folder`;
const FIELDS = 'kind,id,name,mimeType';
const ROLES = ['owner', 'organizer', 'fileOrganizer', 'writer', 'commenter', 'reader'] as const;

/** What may be asked for though this or that file has it not. */
const FILE_FIELDS = [
  'appProperties',
  'driveId',
  'md5Checksum',
  'originalFilename',
  'ownedByMe',
  'owners',
  'parents',
  'permissions',
  'properties',
  'sha1Checksum',
  'sha256Checksum',
  'size',
  'teamDriveId',
  'webContentLink',
  'canReadDrive',
];
const PERMISSION_FIELDS = [
  'emailAddress',
  'domain',
  'displayName',
  'allowFileDiscovery',
  'deleted',
  'expirationTime',
  'pendingOwner',
  'photoLink',
  'permissionDetails',
  'permissionType',
  'inherited',
  'inheritedFrom',
];

function user(emailAddress: string, role: FakePermission['role']): Shared {
  return { type: 'user', role, emailAddress };
}

/** Google's IDs of permissions tell the same person apart from all others on every file. */
function granted(shared: Shared): FakePermission {
  const { type, emailAddress, domain } = shared;
  const number = createHash('sha256').update(`${type} ${emailAddress ?? domain ?? ''}`);
  const id =
    type === 'anyone'
      ? shared.allowFileDiscovery === true
        ? 'anyone'
        : 'anyoneWithLink'
      : String(number.digest().readBigUInt64BE()).padStart(20, '0');
  return { id, ...shared };
}

/** One line for each person, as Google gives it: the widest role, and where each comes from. */
function merged(held: readonly Held[]): readonly {
  readonly permission: FakePermission;
  readonly from: readonly (string | undefined)[];
}[] {
  const ids = [...new Set(held.map((it) => it.permission.id))];
  return ids.flatMap((id) => {
    const lines = held.filter((it) => it.permission.id === id);
    const widest = lines.toSorted(
      (a, b) => ROLES.indexOf(a.permission.role) - ROLES.indexOf(b.permission.role),
    )[0];
    return widest === undefined
      ? []
      : [{ permission: widest.permission, from: lines.map((it) => it.from) }];
  });
}

function viewOfPermission(
  {
    permission,
    from,
  }: { readonly permission: FakePermission; readonly from: readonly (string | undefined)[] },
  entry: Entry,
): object {
  const { id, type, role, emailAddress, domain, allowFileDiscovery } = permission;
  const member = (it: string | undefined) => it !== undefined && it === entry.driveId;
  return present({
    kind: 'drive#permission',
    id,
    type,
    role,
    emailAddress,
    domain,
    displayName: emailAddress?.split('@')[0] ?? domain,
    allowFileDiscovery:
      type === 'anyone' || type === 'domain' ? (allowFileDiscovery ?? false) : undefined,
    deleted: type === 'user' || type === 'group' ? false : undefined,
    pendingOwner: entry.driveId === undefined && type === 'user' ? false : undefined,
    permissionDetails: from.map((it) => ({
      permissionType: member(it) ? 'member' : 'file',
      role,
      ...(it !== undefined && entry.driveId !== undefined && { inheritedFrom: it }),
      inherited: it !== undefined,
    })),
  });
}

function viewOfDrive({ id, name, created }: Drive): object {
  return { kind: 'drive#drive', id, name, createdTime: new Date(created).toISOString() };
}

function linkOf({ id, mimeType }: Entry): string {
  if (mimeType === FOLDER) return `https://drive.google.com/drive/folders/${id}`;
  return mimeType === `${NATIVE}spreadsheet`
    ? `https://docs.google.com/spreadsheets/d/${id}/edit?usp=drivesdk`
    : `https://drive.google.com/file/d/${id}/view?usp=drivesdk`;
}

function seen(entry: Entry): FakeFile {
  const { id, name, mimeType, parents, version, trashed = false, appProperties = {} } = entry;
  return { id, name, mimeType, parents, version, trashed, appProperties };
}

function ordered(by: string): (a: Entry, b: Entry) => number {
  const keys = by.split(',').map((it) => it.trim().split(' '));
  const valueOf = (entry: Entry, key: string): string | number => {
    if (key === 'createdTime') return entry.created;
    if (key === 'modifiedTime') return entry.modified;
    if (key === 'name') return entry.name;
    if (key === 'folder') return entry.mimeType === FOLDER ? 0 : 1;
    throw invalid('orderBy');
  };
  return (a, b) => {
    for (const [key = '', direction] of keys) {
      const [one, other] = [valueOf(a, key), valueOf(b, key)];
      if (one !== other) return one < other === (direction !== 'desc') ? -1 : 1;
    }
    return 0;
  };
}

// ---- what goes to and fro ----------------------------------------------------------------------

function ok(body: unknown): FakeAnswer {
  return { status: 200, body };
}

function refused(
  status: number,
  message: string,
  more: Parameters<typeof refusalWithReason>[2],
): Refused {
  return new Refused(refusalWithReason(status, message, more));
}

function invalid(parameter: string, message = 'Invalid Value'): Refused {
  return refused(400, message, { reason: 'invalid', location: ['parameter', parameter] });
}

/** The same words whether it is not there, in the bin of somebody else, or not shared. */
function noFile(id: string): Refused {
  return refused(404, `File not found: ${id}.`, {
    reason: 'notFound',
    location: ['parameter', 'fileId'],
  });
}

function noDrive(id: string): Refused {
  return refused(404, `Shared drive not found: ${id}`, {
    reason: 'notFound',
    location: ['parameter', 'driveId'],
  });
}

function tokenOf(start: number): string {
  return Buffer.from(`~!!~${start}`).toString('base64url');
}

function pageAt(token: string | null): number {
  if (token === null) return 0;
  const start = /^~!!~(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (start === undefined) throw invalid('pageToken');
  return Number(start);
}

function jsonOf(body: Uint8Array): Metadata & Readonly<Record<string, unknown>> {
  if (body.length === 0) return {};
  const read: unknown = JSON.parse(Buffer.from(body).toString());
  // The frame has held it against Google's description: its fields are of these kinds.
  return read as Metadata & Readonly<Record<string, unknown>>;
}

/** The two parts of a `multipart/related` body, metadata first. */
function relatedIn(type: string, body: Uint8Array): readonly [Media, Media] {
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1];
  const text = Buffer.from(body).toString('latin1');
  const parts = text
    .split(`--${boundary}`)
    .map((it) => /^\r?\n([^]*?)\r?\n\r?\n([^]*?)\r?\n?$/.exec(it))
    .flatMap((it) => (it === null ? [] : [it]))
    .map(([, head = '', content = '']) => ({
      type: /^content-type:\s*(.+)$/im.exec(head)?.[1]?.trim() ?? '',
      bytes: Buffer.from(content, 'latin1'),
    }));
  const [metadata, media] = parts;
  if (boundary === undefined || metadata === undefined || media === undefined) {
    throw refused(400, 'Malformed multipart body.', { reason: 'badContent' });
  }
  return [metadata, media];
}

/** Properties as they are kept: `null` takes one away. */
function textsIn(value: Readonly<Record<string, string | null>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(value).filter((it): it is [string, string] => it[1] !== null),
  );
}

function propertiesOf(held: Readonly<Record<string, string>> | undefined): object | undefined {
  return held === undefined || Object.keys(held).length === 0 ? undefined : held;
}

function isOneOf<T extends string>(value: unknown, these: readonly T[]): value is T {
  return these.some((it) => it === value);
}

/** Without what is `undefined`: what JSON would leave out. */
function present(fields: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/**
 * What of an answer a `fields` parameter asks for: `files(id,owners/emailAddress),nextPageToken`. Refuses a name that
 * neither stands in the answer nor is `known` to Google.
 * https://developers.google.com/workspace/drive/api/guides/fields-parameter
 */
function masked(
  value: unknown,
  fields: string,
  { known }: { readonly known: readonly string[] },
): unknown {
  if (Array.isArray(value)) return value.map((it) => masked(it, fields, { known }));
  if (typeof value !== 'object' || value === null) return value;
  const whole = new Map(Object.entries(value));
  const picked = new Map<string, unknown>();
  for (const wanted of topLevel(fields)) {
    const [, name = '', inner, path] = /^([\w*]+)(?:\((.*)\)|\/(.+))?$/.exec(wanted.trim()) ?? [];
    if (name === '*') return value;
    if (!whole.has(name)) {
      if (known.includes(name) || FILE_FIELDS.includes(name)) continue;
      throw refused(400, `Invalid field selection ${wanted}`, {
        reason: 'invalidParameter',
        location: ['parameter', 'fields'],
      });
    }
    const below = inner ?? path;
    picked.set(
      name,
      below === undefined ? whole.get(name) : masked(whole.get(name), below, { known }),
    );
  }
  return Object.fromEntries(picked);
}

/** Split at the commas that are not within parentheses. */
function topLevel(fields: string): readonly string[] {
  const found: string[] = [''];
  let depth = 0;
  for (const letter of fields) {
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (letter === ',' && depth === 0) found.push('');
    else found[found.length - 1] += letter;
  }
  return found;
}
