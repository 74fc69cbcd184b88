import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { type Mask, readMask } from './mask.ts';
import type { ServiceName } from './service.ts';

/** One thing a request or an answer holds that Google's own description of the method does not. */
export interface Violation {
  /** `POST /v4/spreadsheets/1AbC:batchUpdate` */
  readonly call: string;
  readonly side: 'request' | 'answer';
  /** In Google's dotted form, `requests[0].add_sheet.foo`; empty for the whole. */
  readonly at: string;
  readonly description: string;
}

/** Google's description of its services, to hold requests and answers against. */
export interface Discovery {
  /** What is wrong with a request: unknown method, parameter, field or value. */
  request(asked: Asked): readonly Violation[];
  /** What is wrong with the double's answer to it. */
  answer(asked: Asked, body: unknown): readonly Violation[];
  /** The scopes one of which the method needs; none of an unknown method. */
  scopes(asked: Pick<Asked, 'method' | 'path'>): readonly string[];
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** As read from JSON; `undefined` when there was none. */
  readonly json: unknown;
}

/** Where the discovery documents lie beside a checkout; they are Google's and are not part of it. */
export const DISCOVERY = join(import.meta.dirname, '../../../../shared/discovery');

let read: Discovery | undefined;

/**
 * Google's discovery documents as strict schemas: no field they do not name, `null` allowed anywhere. `undefined` where
 * the documents are not beside the checkout. Read once for the whole process.
 */
export function discovery(): Discovery | undefined {
  const documents = (['sheets.v4', 'drive.v3', 'gmail.v1'] as const).map((it) =>
    join(DISCOVERY, `${it}.json`),
  );
  if (read === undefined && documents.every((it) => existsSync(it))) {
    // What the documents hold is Google's published format.
    const described = documents.map((it) =>
      compiled(JSON.parse(readFileSync(it, 'utf8')) as Described),
    );
    const methods = described.flatMap((it) => it);
    read = judging(methods);
  }
  return read;
}

/** The service a path belongs to; `undefined` for the token endpoint and for strangers. */
export function serviceOf(path: string): ServiceName | undefined {
  const [, name, version] =
    /^\/(?:upload\/|resumable\/upload\/|batch\/)?(drive|gmail|v4)(?:\/(v\d))?(?:\/|$)/.exec(path) ??
    [];
  if (name === 'v4') return 'sheets';
  return name === 'drive' || (name === 'gmail' && version !== undefined) ? name : undefined;
}

function judging(methods: readonly Method[]): Discovery {
  const methodOf = ({ method, path }: Pick<Asked, 'method' | 'path'>) =>
    methods.find((it) => it.verb === method && it.paths.some((one) => one.test(path)));

  return {
    request: (asked) => {
      const call = `${asked.method} ${asked.path}`;
      const method = methodOf(asked);
      if (method === undefined) {
        return [{ call, side: 'request', at: '', description: 'Google has no such method.' }];
      }
      const body = asked.json === undefined ? [] : wrongIn(method.request, asked.json);
      return [...method.parameters(asked.query), ...body, ...method.fields(asked.query)].map(
        (it) => ({
          call,
          side: 'request',
          ...it,
        }),
      );
    },
    answer: (asked, body) => {
      const call = `${asked.method} ${asked.path}`;
      const method = methodOf(asked);
      if (method === undefined || method.response === undefined) return [];
      return wrongIn(method.response, body).map((it) => ({ call, side: 'answer', ...it }));
    },
    scopes: (asked) => methodOf(asked)?.scopes ?? [],
  };
}

interface Wrong {
  readonly at: string;
  readonly description: string;
}

interface Method {
  readonly verb: string;
  readonly paths: readonly RegExp[];
  readonly scopes: readonly string[];
  readonly parameters: (query: URLSearchParams) => readonly Wrong[];
  /** What a mask on the answer names that the answer does not have. */
  readonly fields: (query: URLSearchParams) => readonly Wrong[];
  readonly request: (() => ValidateFunction | undefined) | undefined;
  readonly response: (() => ValidateFunction | undefined) | undefined;
}

function wrongIn(schema: Method['request'], body: unknown): readonly Wrong[] {
  const validate = schema?.();
  if (validate === undefined) {
    return typeof body === 'object' && body !== null && Object.keys(body).length > 0
      ? [{ at: '', description: 'Invalid JSON payload received. This method takes no body.' }]
      : [];
  }
  if (validate(body)) return [];
  return (validate.errors ?? []).map(worded);
}

function worded(error: ErrorObject): Wrong {
  const at = dotted(error.instancePath);
  if (error.keyword === 'additionalProperties') {
    const name = String(error.params['additionalProperty']);
    const where = at === '' ? '' : ` at '${at}'`;
    return {
      at,
      description: `Invalid JSON payload received. Unknown name "${name}"${where}: Cannot find field.`,
    };
  }
  return { at, description: `Invalid value at '${at}', ${error.message ?? error.keyword}` };
}

/** `/requests/0/addSheet/properties` as Google says it: `requests[0].add_sheet.properties`. */
function dotted(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((it) =>
      /^\d+$/.test(it) ? `[${it}]` : `.${it.replace(/[A-Z]/g, (at) => `_${at.toLowerCase()}`)}`,
    )
    .join('')
    .replace(/^\./, '');
}

interface Described {
  readonly name: string;
  readonly servicePath?: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly schemas: Readonly<Record<string, Schema>>;
  readonly resources?: Resources;
}

type Resources = Readonly<
  Record<
    string,
    { readonly methods?: Readonly<Record<string, DescribedMethod>>; readonly resources?: Resources }
  >
>;

interface DescribedMethod {
  readonly httpMethod: string;
  readonly path: string;
  readonly scopes?: readonly string[];
  readonly parameters?: Readonly<Record<string, Parameter>>;
  readonly request?: { readonly $ref: string };
  readonly response?: { readonly $ref: string };
  readonly mediaUpload?: {
    readonly protocols: Readonly<Record<string, { readonly path: string }>>;
  };
}

interface Parameter {
  readonly type: string;
  readonly enum?: readonly string[];
  readonly repeated?: boolean;
}

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
}

function compiled(document: Described): readonly Method[] {
  const ajv = new Ajv({ allErrors: true, strict: false });
  const definitions = Object.fromEntries(
    Object.entries(document.schemas).map(([name, it]) => [name, strict(it)]),
  );
  ajv.addSchema({ $id: 'google', definitions });
  const schemaOf = (named: { readonly $ref: string } | undefined) =>
    // Made when it is first needed: there are hundreds.
    named && (() => ajv.getSchema(`google#/definitions/${named.$ref}`));
  return methodsOf(document.resources ?? {}).map((it) => ({
    verb: it.httpMethod,
    paths: [
      `/${document.servicePath ?? ''}${it.path}`,
      ...Object.values(it.mediaUpload?.protocols ?? {}).map((protocol) => protocol.path),
    ].map(pattern),
    scopes: it.scopes ?? [],
    parameters: (query) => wrongParameters(query, { ...document.parameters, ...it.parameters }),
    fields: (query) => unknownFields(query.get('fields'), { document, response: it.response }),
    request: schemaOf(it.request),
    response: schemaOf(it.response),
  }));
}

function methodsOf(resources: Resources): readonly DescribedMethod[] {
  return Object.values(resources).flatMap((it) => [
    ...Object.values(it.methods ?? {}),
    ...methodsOf(it.resources ?? {}),
  ]);
}

/** A path as an expression. An A1 range may hold a colon, an ID never does: a colon begins the verb. */
function pattern(path: string): RegExp {
  const escaped = path
    .replaceAll(/[.*?^$()|[\]\\]/g, '\\$&')
    .replaceAll(/\{\+?(\w+)\}/g, (_, name) => (name === 'range' ? '[^/]+?' : '[^/:]+?'));
  return new RegExp(`^${escaped}$`);
}

function wrongParameters(
  query: URLSearchParams,
  known: Readonly<Record<string, Parameter>>,
): readonly Wrong[] {
  return [...new Set(query.keys())].flatMap((name): Wrong[] => {
    const parameter = known[name];
    if (parameter === undefined) {
      return [
        {
          at: name,
          description: `Invalid JSON payload received. Unknown name "${name}": Cannot bind query parameter. Field '${name}' could not be found in request message.`,
        },
      ];
    }
    const values = query.getAll(name);
    const fits = (it: string) =>
      parameter.enum?.includes(it) ??
      (parameter.type === 'boolean'
        ? /^(?:true|false)$/.test(it)
        : parameter.type !== 'integer' || /^-?\d+$/.test(it));
    return values.every(fits) && (parameter.repeated === true || values.length === 1)
      ? []
      : [{ at: name, description: `Invalid value at '${name}', "${values.join(',')}"` }];
  });
}

/** Sheets says what it cannot find; Drive and Gmail are left to say it themselves. */
function unknownFields(
  fields: string | null,
  {
    document,
    response,
  }: { readonly document: Described; readonly response: { readonly $ref: string } | undefined },
): readonly Wrong[] {
  const mask = fields === null ? undefined : readMask(fields);
  if (document.name !== 'sheets' || response === undefined || mask === undefined) return [];
  return lost(mask, response, '').map((at) => ({
    at,
    description: `Error expanding 'fields' parameter. Cannot find matching fields for path '${at}'.`,
  }));

  function lost(wanted: Mask, schema: Schema, at: string): readonly string[] {
    const own = schema.$ref === undefined ? schema : document.schemas[schema.$ref];
    if (wanted === true || own === undefined) return [];
    if (own.type === 'array') return lost(wanted, own.items ?? {}, at);
    return [...wanted].flatMap(([name, below]) => {
      const path = at === '' ? name : `${at}.${name}`;
      const field = own.properties?.[name] ?? own.additionalProperties;
      return field === undefined ? [path] : lost(below, field, path);
    });
  }
}

function strict(schema: Schema): object {
  if (schema.$ref !== undefined) return { $ref: `#/definitions/${schema.$ref}` };
  if (schema.type === 'array')
    return { type: ['array', 'null'], items: strict(schema.items ?? {}) };
  if (schema.type === 'object' || schema.properties !== undefined) {
    const { properties, additionalProperties } = schema;
    return {
      type: ['object', 'null'],
      ...(properties === undefined
        ? additionalProperties && { additionalProperties: strict(additionalProperties) }
        : {
            properties: Object.fromEntries(
              Object.entries(properties).map(([name, it]) => [name, strict(it)]),
            ),
            additionalProperties: false,
          }),
    };
  }
  if (schema.type === 'any' || schema.type === undefined) return {};
  if (schema.enum !== undefined) return { enum: [...schema.enum, null] };
  if (schema.type === 'string' && /^u?int64$/.test(schema.format ?? '')) {
    return { type: ['string', 'integer', 'null'] };
  }
  return { type: [schema.type, 'null'] };
}
