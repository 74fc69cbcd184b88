import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  verify,
} from 'node:crypto';
import type { FakeAnswer, FakeWorld } from './service.ts';

/** Who a bearer token speaks for, and what it may be used for. */
export interface Bearer {
  readonly as: string;
  readonly scopes: readonly string[];
}

/** The token endpoint of one world. */
export interface FakeTokens {
  /** The key file of the service account, as the console of Google gives it. */
  readonly key: object;
  /** What `POST /token` answers to a form. */
  exchange(form: URLSearchParams): FakeAnswer;
  /** Whose token that is; `undefined` for one that was never given, or is no longer good. */
  bearer(token: string): Bearer | undefined;
  /** Every token given so far is no longer good. */
  revoke(): void;
}

/**
 * Exchanges JWTs signed with the world's key for bearer tokens, as `oauth2.googleapis.com/token` does. Checks the
 * signature, the audience, the times (by the machine's clock: that is the one clients sign by) and the scopes; refuses
 * to stand in for a person unless `delegation` covers every scope asked for.
 * https://developers.google.com/identity/protocols/oauth2/service-account#httprest
 */
export function fakeTokens(world: FakeWorld): FakeTokens {
  const { privateKey, publicKey } = pair();
  const given = new Map<string, Bearer & { readonly until: number }>();
  let count = 0;

  return {
    key: {
      type: 'service_account',
      project_id: world.address.split(/[@.]/)[1] ?? 'progetto',
      private_key_id: createHash('sha1').update(privateKey).digest('hex'),
      private_key: privateKey,
      client_email: world.address,
      client_id: '104729104729104729104',
      auth_uri: 'https://accounts.google.com/o/oauth2/auth',
      token_uri: 'https://oauth2.googleapis.com/token',
      auth_provider_x509_cert_url: 'https://www.googleapis.com/oauth2/v1/certs',
      client_x509_cert_url: `https://www.googleapis.com/robot/v1/metadata/x509/${encodeURIComponent(world.address)}`,
      universe_domain: 'googleapis.com',
    },
    exchange,
    bearer: (token) => {
      const known = given.get(token);
      if (known !== undefined) return known.until > Date.now() ? known : undefined;
      return selfSigned(token);
    },
    revoke: () => given.clear(),
  };

  function exchange(form: URLSearchParams): FakeAnswer {
    if (form.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:jwt-bearer') {
      return refused(
        400,
        'unsupported_grant_type',
        'Invalid grant_type: ' + form.get('grant_type'),
      );
    }
    const read = readJwt(form.get('assertion') ?? '');
    if (read === undefined) return refused(400, 'invalid_grant', 'Invalid JWT: Failed to parse.');
    const { claims, signed } = read;
    if (claims['iss'] !== world.address) {
      return refused(400, 'invalid_grant', 'Invalid grant: account not found');
    }
    if (!signed(publicKey)) return refused(400, 'invalid_grant', 'Invalid JWT Signature.');
    if (!AUDIENCES.includes(text(claims['aud']))) {
      return refused(400, 'invalid_grant', 'Invalid JWT: Failed audience check.');
    }
    const now = Date.now() / 1000;
    const [from, until] = [Number(claims['iat']), Number(claims['exp'])];
    if (!(from <= now + 300 && until > now && until - from <= 3600)) {
      return refused(
        400,
        'invalid_grant',
        'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.',
      );
    }
    const scopes = text(claims['scope']).split(' ').filter(Boolean);
    if (scopes.length === 0 || !scopes.every((it) => SCOPE.test(it))) {
      return refused(400, 'invalid_scope', 'Invalid OAuth scope or ID token audience provided.');
    }
    const subject = text(claims['sub']);
    if (subject !== '' && subject !== world.address) {
      const delegated = world.options.delegation ?? [];
      if (!scopes.every((it) => delegated.includes(it))) {
        return refused(
          401,
          'unauthorized_client',
          'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.',
        );
      }
      if (!subject.endsWith(`@${world.domain}`)) {
        return refused(400, 'invalid_grant', 'Invalid email or User ID');
      }
    }
    count += 1;
    const token = `ya29.c.${createHash('sha256').update(`${world.address} ${count}`).digest('base64url')}`;
    given.set(token, {
      as: subject === '' ? world.address : subject,
      scopes,
      until: Date.now() + 3_599_000,
    });
    return { status: 200, body: { access_token: token, expires_in: 3599, token_type: 'Bearer' } };
  }

  /** A JWT used as a token itself, as service accounts may. https://google.aip.dev/auth/4111 */
  function selfSigned(token: string): Bearer | undefined {
    const read = readJwt(token);
    if (read === undefined || !read.signed(publicKey)) return undefined;
    const { claims } = read;
    if (claims['iss'] !== world.address || claims['sub'] !== world.address) return undefined;
    if (!(Number(claims['exp']) > Date.now() / 1000)) return undefined;
    return { as: world.address, scopes: text(claims['scope']).split(' ').filter(Boolean) };
  }
}

const AUDIENCES = [
  'https://oauth2.googleapis.com/token',
  'https://www.googleapis.com/oauth2/v4/token',
  'https://accounts.google.com/o/oauth2/token',
];

const SCOPE =
  /^(?:https:\/\/(?:www\.googleapis\.com\/auth\/[a-z._-]+|mail\.google\.com\/)|openid|email|profile)$/;

function refused(status: number, error: string, description: string): FakeAnswer {
  return { status, body: { error, error_description: description } };
}

function readJwt(jwt: string):
  | {
      readonly claims: Readonly<Record<string, unknown>>;
      readonly signed: (key: KeyObject) => boolean;
    }
  | undefined {
  const [header = '', claims = '', signature = '', ...rest] = jwt.split('.');
  const [read, head] = [readPart(claims), readPart(header)];
  if (rest.length > 0 || read === undefined || head?.['alg'] !== 'RS256') return undefined;
  return {
    claims: read,
    signed: (key) =>
      verify(
        'RSA-SHA256',
        Buffer.from(`${header}.${claims}`),
        key,
        Buffer.from(signature, 'base64url'),
      ),
  };
}

function readPart(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const read: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    // What JSON gives is known to be an object here, and nothing is known of its fields.
    return typeof read === 'object' && read !== null
      ? (read as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function text(claim: unknown): string {
  return typeof claim === 'string' ? claim : '';
}

let made: { readonly privateKey: string; readonly publicKey: KeyObject } | undefined;

/** One pair for the whole process: making it costs more than a test does. */
function pair(): { readonly privateKey: string; readonly publicKey: KeyObject } {
  if (made === undefined) {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    made = { privateKey, publicKey: createPublicKey(publicKey) };
  }
  return made;
}
