import { drive as driveOf } from '@googleapis/drive';
import type { OAuth2Client } from 'google-auth-library';
import { z } from 'zod';

/** What it takes to ask about sharing and versions: to see of files all but what is in them. */
export const LOOKING_SCOPES: readonly string[] = [
  'https://www.googleapis.com/auth/drive.metadata.readonly',
];

/** Who may open a file, and what they may do with it. */
export type Grant = {
  readonly role: Role;
  /** From the folder or shared drive it lies in: it is there that it is taken back. */
  readonly inherited: boolean;
} & (
  | {
      /** Whoever has the link; `found`: and whoever searches. */
      readonly who: 'anyone';
      readonly found: boolean;
    }
  | {
      /** Everybody of an organisation. */
      readonly who: 'domain';
      readonly domain: string;
      readonly found: boolean;
    }
  | {
      /** An account, of a person or a service, or a group of them. */
      readonly who: 'person' | 'group';
      /** In lower case; `undefined` of an account that Google does not name. */
      readonly email: string | undefined;
      /** ISO instant at which it ends by itself. */
      readonly until?: string | undefined;
    }
);

/** From the most to the least: the first four can change what is in the file. */
export type Role = (typeof ROLES)[number];

const ROLES = ['owner', 'organizer', 'fileOrganizer', 'writer', 'commenter', 'reader'] as const;

/**
 * Everybody a file, folder or spreadsheet is shared with, inherited or not; accounts that were deleted are left out.
 * Throws `Unreachable` where ALICE may not ask: only who can change a file is told with whom it is shared.
 */
export async function sharing({ auth, id }: Asked): Promise<readonly Grant[]> {
  const { permissions } = driveOf({ version: 'v3', auth });
  const grants: Grant[] = [];
  for (let pageToken: string | undefined, more = true; more; ) {
    const { data } = await permissions.list({
      fileId: id,
      supportsAllDrives: true,
      pageSize: 100,
      fields: `nextPageToken,permissions(${FIELDS})`,
      ...(pageToken !== undefined && { pageToken }),
    });
    grants.push(
      ...z
        .array(Permission)
        .parse(data.permissions ?? [])
        .flatMap(grantIn),
    );
    pageToken = data.nextPageToken ?? undefined;
    more = pageToken !== undefined;
  }
  return grants;
}

/**
 * A file's version, which grows with whatever happens to it, what ALICE does and sharing included: another one means
 * that it may have changed, and only a read tells. It may come a little after the change.
 */
export async function version({ auth, id }: Asked): Promise<string> {
  const { files } = driveOf({ version: 'v3', auth });
  const { data } = await files.get({ fileId: id, fields: 'version', supportsAllDrives: true });
  return z.string().parse(data.version);
}

interface Asked {
  /** Signed in with `LOOKING_SCOPES`, or more. */
  readonly auth: OAuth2Client;
  /** Of a file, folder, spreadsheet or shared drive. */
  readonly id: string;
}

const FIELDS =
  'type,role,emailAddress,domain,allowFileDiscovery,deleted,expirationTime,permissionDetails(inherited)';

const Permission = z.object({
  type: z.enum(['user', 'group', 'domain', 'anyone']),
  role: z.enum(ROLES),
  emailAddress: z.string().optional(),
  domain: z.string().optional(),
  allowFileDiscovery: z.boolean().optional(),
  deleted: z.boolean().optional(),
  expirationTime: z.string().optional(),
  permissionDetails: z.array(z.object({ inherited: z.boolean().optional() })).optional(),
});

function grantIn(permission: z.infer<typeof Permission>): readonly Grant[] {
  const { type, role, domain = '', allowFileDiscovery: found = false } = permission;
  if (permission.deleted === true) return [];
  const details = permission.permissionDetails ?? [];
  // Given here and inherited as well, it would not go with the folder's.
  const inherited = details.length > 0 && details.every((it) => it.inherited === true);
  if (type === 'anyone') return [{ who: 'anyone', role, inherited, found }];
  if (type === 'domain')
    return [{ who: 'domain', domain: domain.toLowerCase(), role, inherited, found }];
  return [
    {
      who: type === 'user' ? 'person' : 'group',
      email: permission.emailAddress?.toLowerCase() || undefined,
      role,
      inherited,
      ...(permission.expirationTime !== undefined && { until: permission.expirationTime }),
    },
  ];
}
