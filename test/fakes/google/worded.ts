import type { FakeAnswer, FakeWorld, ServiceName } from './service.ts';

/** The project number of the world: it stands in the links of Google's refusals. */
const PROJECT = '314159265358';

/** A request Google refuses: thrown while it is worked out, turned into an answer by the service. Nothing was changed. */
export class Refused extends Error {
  readonly answer: FakeAnswer;
  constructor(answer: FakeAnswer) {
    super('refused');
    this.answer = answer;
  }
}

/** A refusal as Sheets words it: `{ error: { code, message, status, details } }`. */
export function refusal(
  status: number,
  message: string,
  more: { readonly status?: string; readonly details?: readonly unknown[] } = {},
): FakeAnswer {
  const error = {
    code: status,
    message,
    status: more.status ?? STATUS[status] ?? 'UNKNOWN',
    ...(more.details === undefined ? {} : { details: more.details }),
  };
  return { status, body: { error } };
}

/** A refusal as Drive and Gmail word it, with a reason: `{ error: { code, message, errors: [{ domain, reason, message }] } }`. */
export function refusalWithReason(
  status: number,
  message: string,
  more: {
    readonly reason: string;
    readonly domain?: string;
    /** Where the wrong parameter stood: `parameter`, `fileId`. */
    readonly location?: readonly [type: string, name: string];
    readonly status?: string;
    readonly details?: readonly unknown[];
  },
): FakeAnswer {
  const { reason, domain = 'global', location, details } = more;
  return {
    status,
    body: {
      error: {
        code: status,
        message,
        errors: [
          {
            message,
            domain,
            reason,
            ...(location === undefined ? {} : { location: location[1], locationType: location[0] }),
          },
        ],
        ...(more.status === undefined ? {} : { status: more.status }),
        ...(details === undefined ? {} : { details }),
      },
    },
  };
}

/** 401: no token, or one that is no longer good. */
export function unauthenticated(): FakeAnswer {
  return {
    ...refusal(
      401,
      'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.',
    ),
    headers: {
      'www-authenticate': 'Bearer realm="https://accounts.google.com/", error="invalid_token"',
    },
  };
}

/** 403: somebody who did not say who they are. */
export function unregistered(): FakeAnswer {
  return refusal(
    403,
    "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
  );
}

/** 403: the token was asked for narrower scopes than the method needs. */
export function insufficientScopes(service: ServiceName, method: string): FakeAnswer {
  const message = 'Request had insufficient authentication scopes.';
  const details = [
    {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
      domain: 'googleapis.com',
      metadata: { service: `${service}.googleapis.com`, method },
    },
  ];
  return service === 'sheets'
    ? refusal(403, message, { details })
    : refusalWithReason(403, 'Insufficient Permission', {
        reason: 'insufficientPermissions',
        status: 'PERMISSION_DENIED',
        details,
      });
}

/** 403: nobody activated the API in the project. The link in it is the one people must follow. */
export function serviceDisabled(service: ServiceName): FakeAnswer {
  const api = `${service}.googleapis.com`;
  const title = { sheets: 'Google Sheets API', drive: 'Google Drive API', gmail: 'Gmail API' }[
    service
  ];
  const url = `https://console.developers.google.com/apis/api/${api}/overview?project=${PROJECT}`;
  const message = `${title} has not been used in project ${PROJECT} before or it is disabled. Enable it by visiting ${url} then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.`;
  const details = [
    {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: 'SERVICE_DISABLED',
      domain: 'googleapis.com',
      metadata: {
        activationUrl: url,
        consumer: `projects/${PROJECT}`,
        containerInfo: PROJECT,
        service: api,
        serviceTitle: title,
      },
    },
    { '@type': 'type.googleapis.com/google.rpc.LocalizedMessage', locale: 'en-US', message },
    {
      '@type': 'type.googleapis.com/google.rpc.Help',
      links: [{ description: 'Google developers console API activation', url }],
    },
  ];
  return service === 'sheets'
    ? refusal(403, message, { details })
    : refusalWithReason(403, message, {
        reason: 'accessNotConfigured',
        domain: 'usageLimits',
        status: 'PERMISSION_DENIED',
        details,
      });
}

/** 429: more requests in this minute than the account has. */
export function quotaExceeded(kind: 'Read' | 'Write', limit: number): FakeAnswer {
  const metric = `${kind} requests`;
  return refusal(
    429,
    `Quota exceeded for quota metric '${metric}' and limit '${metric} per minute per user' of service 'sheets.googleapis.com' for consumer 'project_number:${PROJECT}'.`,
    {
      details: [
        {
          '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
          reason: 'RATE_LIMIT_EXCEEDED',
          domain: 'googleapis.com',
          metadata: {
            consumer: `projects/${PROJECT}`,
            quota_limit: `${kind}RequestsPerMinutePerUser`,
            quota_limit_value: String(limit),
            quota_location: 'global',
            quota_metric: `sheets.googleapis.com/${kind.toLowerCase()}_requests`,
            quota_unit: '1/min/{project}/{user}',
            service: 'sheets.googleapis.com',
          },
        },
        {
          '@type': 'type.googleapis.com/google.rpc.Help',
          links: [
            {
              description: 'Request a higher quota limit.',
              url: 'https://cloud.google.com/docs/quotas/help/request_increase',
            },
          ],
        },
      ],
    },
  );
}

/** What Google says with a status when something broke at its end, service by service. */
export function broken(status: number, service: ServiceName | undefined): FakeAnswer {
  const [message, name] = BROKEN[status] ?? ['Unknown Error.', 'UNKNOWN'];
  if (status === 429 && service === 'sheets') return quotaExceeded('Read', 60);
  if (status === 403) {
    return refusalWithReason(403, 'User rate limit exceeded.', {
      reason: 'userRateLimitExceeded',
      domain: 'usageLimits',
    });
  }
  if (service === undefined) {
    return { status, body: { error: 'internal_failure', error_description: message } };
  }
  return service === 'sheets'
    ? refusal(status, message, { status: name })
    : refusalWithReason(status, message, {
        reason: status === 429 ? 'rateLimitExceeded' : 'backendError',
      });
}

/** 400: a field or value Google's description of the method does not know. `at` in Google's dotted form. */
export function invalidPayload(
  wrong: readonly { readonly at: string; readonly description: string }[],
): FakeAnswer {
  return refusal(400, wrong.map((it) => it.description).join('\n'), {
    details: [
      {
        '@type': 'type.googleapis.com/google.rpc.BadRequest',
        fieldViolations: wrong.map(({ at, description }) =>
          at === '' ? { description } : { field: at, description },
        ),
      },
    ],
  });
}

/** 403: an account with which the file was never shared. Drive says 404 for the same; Sheets tells the two apart. */
export function notShared(): FakeAnswer {
  return refusal(403, 'The caller does not have permission');
}

/** 404: no such file. */
export function notFound(): FakeAnswer {
  return refusal(404, 'Requested entity was not found.');
}

/** 404 of a path that is no method at all: Google answers with a page. */
export function noMethod(path: string): FakeAnswer {
  return {
    status: 404,
    headers: { 'content-type': 'text/html; charset=UTF-8' },
    body: new TextEncoder().encode(
      `<!DOCTYPE html><html lang=en><title>Error 404 (Not Found)!!1</title><p><b>404.</b> <ins>That’s an error.</ins><p>The requested URL <code>${path.replaceAll('<', '&lt;')}</code> was not found on this server.  <ins>That’s all we know.</ins></html>`,
    ),
  };
}

/** The organisation's person of that name, to act in tests: `anna@example.org`. */
export function personOf(world: FakeWorld, name: string): string {
  return `${name}@${world.domain}`;
}

const STATUS: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ALREADY_EXISTS',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
};

const BROKEN: Readonly<Record<number, readonly [string, string]>> = {
  429: ['Rate Limit Exceeded', 'RESOURCE_EXHAUSTED'],
  500: ['Internal error encountered.', 'INTERNAL'],
  502: ['Bad Gateway', 'UNAVAILABLE'],
  503: ['The service is currently unavailable.', 'UNAVAILABLE'],
  504: ['Deadline exceeded', 'DEADLINE_EXCEEDED'],
};
