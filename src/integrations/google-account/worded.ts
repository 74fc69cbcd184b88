import type { gaxios } from 'google-auth-library';
import { z } from 'zod';
import { Unreachable } from '../../ports.ts';

/** As whom ALICE calls Google. */
export interface Account {
  /** `undefined` while it is not known. */
  readonly address: string | undefined;
  readonly scopes: readonly string[];
  /** The person in whose name she writes; their address stands in the settings. */
  readonly subject?: string | undefined;
}

/** What was done before giving up. Milliseconds. */
export interface Efforts {
  readonly tries: number;
  readonly spent: number;
  /** What Google asked to wait, 0 where it did not say. */
  readonly atLeast: number;
}

/** Which of Google's services a call goes to, whatever its host. */
export type Service = 'sheets' | 'drive' | 'gmail' | 'sign-in' | 'another';

export function serviceOf({ pathname }: URL): Service {
  if (pathname.includes('/v4/spreadsheets')) return 'sheets';
  if (pathname.includes('/drive/v')) return 'drive';
  if (pathname.includes('/gmail/v')) return 'gmail';
  return /\/(?:token|o\/oauth2\/token)$/.test(pathname) ? 'sign-in' : 'another';
}

/**
 * What people are told of a call that failed for good, by its address, status and Google's own words. The only thing
 * of people's in it is the ID of a file, which they gave ALICE as a link; Google's sentences are left out, because
 * cells and addresses may stand in them. The failure itself is the cause, without credentials and without what was sent.
 */
export function unreachable(
  failure: gaxios.GaxiosError,
  { address, scopes, subject, ...efforts }: Account & Efforts,
): Unreachable {
  const url = failure.config.url;
  const call: Call = {
    failure,
    service: serviceOf(url),
    method: (failure.config.method ?? 'GET').toUpperCase(),
    reasons: reasonsOf(failure),
    said: saidIn(failure),
    account: { address, scopes, subject },
    efforts,
  };
  const told = unsaid(call) ?? (call.service === 'sign-in' ? noEntry(call) : refused(call));
  return new Unreachable({ what: what(url, subject), ...told, cause: bare(failure) });
}

/** What Google calls the cause, in all the places where it says so: `userRateLimitExceeded`, `SERVICE_DISABLED`, `invalid_grant`. */
export function reasonsOf({ response }: gaxios.GaxiosError): readonly string[] {
  const { error } = body.parse(response?.data);
  if (error === undefined) return [];
  if (typeof error === 'string') return [error];
  const all = [...error.errors, ...error.details].map((it) => it.reason);
  return [...all, error.status].filter((it) => it !== undefined);
}

/** The `code` of an answer that was cut short, or was not Google's. */
export const UNREADABLE = 'UNREADABLE';

/**
 * Whether Google did nothing because it is asked too often. Drive says so with a 403:
 * https://developers.google.com/workspace/drive/api/guides/handle-errors
 */
export function isTooFast(failure: gaxios.GaxiosError): boolean {
  if (failure.status === 429) return true;
  const said = /^(?:userRateLimitExceeded|rateLimitExceeded|RATE_LIMIT_EXCEEDED)$/;
  return failure.status === 403 && reasonsOf(failure).some((it) => said.test(it));
}

/**
 * The same failure without what must not leave ALICE: headers, tokens, proxies, and the cells, papers and letters that
 * were sent. What Google answered stays, for callers who tell failures apart.
 */
export function bare(failure: gaxios.GaxiosError): gaxios.GaxiosError {
  const { response } = failure;
  const { url, method } = failure.config;
  const config = { url, headers: new Headers(), ...(method === undefined ? {} : { method }) };
  failure.config = config;
  if (response !== undefined) {
    const { status, statusText, headers, data } = response;
    // The library's answer holds the connection, and with it the headers that were sent: only what can be read of it is kept.
    failure.response = { status, statusText, headers, data, config } as gaxios.GaxiosResponse;
  }
  return failure;
}

interface Call {
  readonly failure: gaxios.GaxiosError;
  readonly service: Service;
  readonly method: string;
  readonly reasons: readonly string[];
  /** Google's sentence: to be read, never repeated. */
  readonly said: string;
  readonly account: Account;
  readonly efforts: Efforts;
}

interface Told {
  readonly why: string;
  readonly cure: string;
}

// ---- nothing was answered, or nothing that can be used -------------------------------------

function unsaid({ failure, efforts }: Call): Told | undefined {
  const { status } = failure;
  const code = String(failure.code);
  if (isTooFast(failure)) {
    return {
      why: `Google riceve troppe richieste da questo account, e non ne accetta altre (${tried(efforts)})`,
      cure:
        efforts.atLeast > 60_000
          ? `Google chiede di aspettare: riprova fra ${spell(efforts.atLeast)}.`
          : 'Aspetta qualche minuto e riprova; se succede spesso, guarda se un altro programma usa lo stesso account di servizio.',
    };
  }
  if (status !== undefined && status >= 500) {
    return {
      why: `Google ha un guasto e non risponde come dovrebbe (${tried(efforts)})`,
      cure: `${efforts.atLeast > 60_000 ? `Riprova fra ${spell(efforts.atLeast)}` : 'Riprova più tardi'}; su https://www.google.com/appsstatus c’è scritto se il guasto è generale.`,
    };
  }
  if (status !== undefined) return undefined;
  if (code === 'TimeoutError' || code === 'ETIMEDOUT') {
    return {
      why: `Google non ha risposto in tempo (${tried(efforts)})`,
      cure: 'Controlla che la rete non sia lenta o interrotta, e riprova tra qualche minuto.',
    };
  }
  if (code === UNREADABLE) {
    return {
      why: `la risposta è arrivata a metà, o non l’ha data Google (${tried(efforts)})`,
      cure: 'Riprova; se si ripete, guarda se la rete chiede un accesso nel browser, o se un proxy o un antivirus si mette in mezzo.',
    };
  }
  if (/CERT|SIGNATURE|_TLS_|SSL/.test(code)) {
    return {
      why: 'il certificato di chi ha risposto non è uno di quelli fidati',
      cure: 'Controlla la data di questo computer; se la rete passa da un proxy che apre le connessioni, indica il suo certificato nella variabile NODE_EXTRA_CA_CERTS.',
    };
  }
  return {
    why: `ALICE non riesce a collegarsi (${tried(efforts)})`,
    cure: 'Controlla che questo computer sia in rete, e riprova; se la rete passa da un proxy, indicalo nella variabile HTTPS_PROXY.',
  };
}

// ---- the account is not let in -------------------------------------------------------------

function noEntry({ reasons, said, account }: Call): Told {
  const { subject } = account;
  if (reasons.includes('invalid_grant')) {
    if (/timeframe|\biat\b|\bexp\b/i.test(said)) {
      return {
        why: 'l’ora di questo computer non è quella giusta, e Google non accetta la firma',
        cure: 'Regola data e ora del computer (meglio se automatiche), poi riprova.',
      };
    }
    if (/account not found/i.test(said)) {
      return {
        why: 'l’account di servizio della chiave non esiste più',
        cure: 'Crea un account di servizio con una sua chiave, e indicala in GOOGLE_APPLICATION_CREDENTIALS.',
      };
    }
    if (subject !== undefined && /email|user id/i.test(said)) {
      return {
        why: `${subject} non è una casella di questa organizzazione`,
        cure: 'Correggi il mittente in ALICE_MAIL, ad esempio gmail:alice@example.org.',
      };
    }
    return {
      why: 'Google non accetta la chiave: è stata revocata, o l’ora di questo computer non è quella giusta',
      cure: 'Controlla data e ora del computer; se sono giuste, crea una chiave nuova per l’account di servizio e indicala in GOOGLE_APPLICATION_CREDENTIALS.',
    };
  }
  if (
    subject !== undefined &&
    reasons.some((it) => /^(?:unauthorized_client|access_denied)$/.test(it))
  ) {
    return {
      why: `l’account di servizio non ha la delega per scrivere a nome di ${subject}`,
      cure: delegation(account),
    };
  }
  return {
    why: 'Google non lascia entrare l’account con cui lavora ALICE',
    cure: 'Controlla in console.cloud.google.com che l’account di servizio esista e sia attivo, e che la sua chiave non sia stata revocata.',
  };
}

function delegation({ scopes }: Account): string {
  const asked = scopes.length === 1 ? 'questo ambito' : 'questi ambiti';
  return `Chi amministra Google Workspace apra admin.google.com, «Sicurezza», «Controllo dell’accesso e dei dati», «Controlli API», «Gestisci delega a livello di dominio», e aggiunga l’ID client dell’account di servizio (nel file della chiave è «client_id») con ${asked}: ${scopes.join(', ')}. Possono passare alcune ore prima che valga.`;
}

// ---- Google says no ------------------------------------------------------------------------

function refused(call: Call): Told {
  const { failure, service, method, reasons, said, account } = call;
  const { status } = failure;
  const is = (...any: readonly string[]) => reasons.some((it) => any.includes(it));
  const who = account.address ?? 'l’account con cui ALICE entra in Google';

  if (is('SERVICE_DISABLED', 'accessNotConfigured')) {
    return {
      why: `nel progetto Google dell’account di servizio non è attiva la ${API[service] ?? 'sua API'}`,
      cure: `Attivala aprendo ${activation(call)}, aspetta qualche minuto e riprova.`,
    };
  }
  if (is('ACCESS_TOKEN_SCOPE_INSUFFICIENT', 'insufficientPermissions')) {
    return {
      why: 'l’accesso con cui lavora ALICE non comprende questo servizio',
      cure: `Usa la chiave di un account di servizio (GOOGLE_APPLICATION_CREDENTIALS), oppure rinnova l’accesso con questi ambiti: ${account.scopes.join(', ')}.`,
    };
  }
  if (is('storageQuotaExceeded', 'teamDriveFileLimitExceeded')) {
    return {
      why: is('storageQuotaExceeded')
        ? 'non c’è spazio: un account di servizio non ne ha di suo'
        : 'il Drive condiviso è pieno',
      cure: `Indica in ALICE_DRIVE_FOLDER una cartella di un Drive condiviso che abbia posto, e aggiungi ${who} al Drive come «Gestore dei contenuti».`,
    };
  }
  if (service === 'gmail' && account.subject !== undefined && /service not enabled/i.test(said)) {
    return {
      why: 'questo indirizzo non ha Gmail: l’organizzazione non l’ha attivato',
      cure: 'Indica in ALICE_MAIL un mittente che abbia Gmail, ad esempio gmail:alice@example.org, o chiedi a chi amministra Google Workspace di attivarlo.',
    };
  }
  if (service === 'gmail' && (is('failedPrecondition', 'FAILED_PRECONDITION') || status === 403)) {
    return {
      why: 'Google non permette di scrivere da qui: un account di servizio non ha una casella sua, e scrive solo a nome di una persona che gli è stata delegata',
      cure: `Indica il mittente in ALICE_MAIL, ad esempio gmail:alice@example.org, e dai la delega. ${delegation(account)}`,
    };
  }
  if (service === 'sheets' && /not supported for this document/i.test(said)) {
    return {
      why: 'è un file di Excel aperto in Google Drive, non un foglio Google',
      cure: 'Aprilo, scegli «File», «Salva come Fogli Google», e dai ad ALICE il link del foglio nuovo.',
    };
  }
  if (service === 'sheets' && /protected (?:cell|range|sheet|object)/i.test(said)) {
    return {
      why: `una parte protetta del foglio non lascia scrivere ${who}`,
      cure: `Nel foglio apri «Dati», «Proteggi fogli e intervalli», e aggiungi ${who} a chi può modificare gli intervalli protetti.`,
    };
  }
  if (status === 404) return isAboutSharing(failure) ? unseen(who) : notFound(service, who);
  if (status === 403) {
    return isAboutSharing(failure)
      ? notShared({ service: 'sheets', who, method: 'POST' })
      : notShared({ service, who, method });
  }
  if (status === 401) {
    return {
      why: 'Google non riconosce più l’accesso di ALICE',
      cure: 'Controlla in console.cloud.google.com che l’account di servizio esista e sia attivo, e che la sua chiave non sia stata revocata.',
    };
  }
  return {
    why: 'Google non ha accettato la richiesta',
    cure: 'Riprova: forse qualcuno ha cambiato qualcosa proprio in quel momento. Se si ripete, dillo a chi si occupa di ALICE.',
  };
}

/** With whom a file is shared is asked of spreadsheets alone, before they are read: whoever made a slip made it there. */
function isAboutSharing({ config }: gaxios.GaxiosError): boolean {
  return /\/drive\/v\d+\/files\/[\w-]+\/permissions$/.test(config.url.pathname);
}

/** Drive does not tell a file that is not there from one that ALICE may not see. */
function unseen(who: string): Told {
  return {
    why: `non c’è, oppure non è condiviso con ${who}`,
    cure: `Condividi il foglio con ${who} come Editor. Se lo è già, copia il link dalla barra del browser quando il foglio è aperto: è fatto così, ${SPREADSHEET}.`,
  };
}

const SPREADSHEET =
  'https://docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789abcdefgh/edit';

function notFound(service: Service, who: string): Told {
  if (service === 'sheets') {
    return {
      why: 'non c’è nessun foglio con questo identificativo',
      cure: `Copia il link dalla barra del browser quando il foglio è aperto: è fatto così, ${SPREADSHEET}.`,
    };
  }
  if (service === 'drive') {
    return {
      why: `non c’è, oppure non è condiviso con ${who}`,
      cure: `Controlla il link, fatto così: https://drive.google.com/drive/folders/1aBcDeFgHiJkLmNoPqRsTuVwXyZ. Se è giusto, aggiungi ${who} al Drive condiviso come «Gestore dei contenuti».`,
    };
  }
  return {
    why: 'ciò che ALICE cercava non c’è più',
    cure: 'Riprova: forse qualcuno l’ha appena tolto.',
  };
}

function notShared({
  service,
  who,
  method,
}: {
  readonly service: Service;
  readonly who: string;
  readonly method: string;
}): Told {
  if (service === 'sheets') {
    return {
      why:
        method === 'GET'
          ? `non è condiviso con ${who}`
          : `${who} non può scriverci: non è condiviso, o lo è solo in lettura`,
      cure: `Condividi il foglio con ${who} come Editor.`,
    };
  }
  return {
    why: `${who} non ha il permesso che serve`,
    cure: `Aggiungi ${who} al Drive condiviso come «Gestore dei contenuti».`,
  };
}

// ---- words ---------------------------------------------------------------------------------

const API: Readonly<Partial<Record<Service, string>>> = {
  sheets: 'Google Sheets API',
  drive: 'Google Drive API',
  gmail: 'Gmail API',
};

/** Google's own link, if it leads where Google's links lead; otherwise the page of the API. */
function activation({ failure, service }: Call): string {
  const { error } = body.parse(failure.response?.data);
  const details = error === undefined || typeof error === 'string' ? [] : error.details;
  const links = details.flatMap(({ metadata, links }) => [
    metadata?.activationUrl,
    ...links.map((it) => it.url),
  ]);
  const trusted = links.find(
    (it) =>
      it !== undefined &&
      /^https:\/\/console\.(?:cloud|developers)\.google\.com\/[\w\-./?=&%]*$/.test(it),
  );
  return (
    trusted ??
    `https://console.cloud.google.com/apis/library${service in API ? `/${service}.googleapis.com` : ''}`
  );
}

function what({ pathname }: URL, subject: string | undefined): string {
  const file = (before: RegExp) => before.exec(pathname)?.[1];
  switch (serviceOf(new URL(pathname, 'https://googleapis.com'))) {
    case 'sheets': {
      const id = file(/\/v4\/spreadsheets\/([\w-]+)/);
      return id === undefined ? 'I fogli Google' : `Il foglio Google ${id}`;
    }
    case 'drive': {
      const drive = file(/\/drives\/([\w-]+)/);
      if (drive !== undefined) return `Il Drive condiviso ${drive}`;
      const sheet = file(/\/files\/([\w-]+)\/permissions$/);
      if (sheet !== undefined) return `Il foglio Google ${sheet}`;
      const id = file(/\/files\/(?!generateIds|trash)([\w-]+)/);
      return id === undefined ? 'Google Drive' : `Il file ${id} di Google Drive`;
    }
    case 'gmail':
      return subject === undefined ? 'Gmail' : `La casella Gmail ${subject}`;
    default:
      return 'L’accesso a Google';
  }
}

function tried({ tries, spent }: Efforts): string {
  if (tries === 1) return 'un tentativo';
  return `${tries} tentativi in ${spent < 60_000 ? 'meno di un minuto' : spell(spent)}`;
}

/** A time to wait, rounded up: nobody comes back too early. */
function spell(milliseconds: number): string {
  const minutes = Math.ceil(milliseconds / 60_000);
  if (minutes <= 1) return 'un minuto';
  if (minutes <= 90) return `${minutes} minuti`;
  const hours = Math.ceil(minutes / 60);
  return `${hours} ore`;
}

function saidIn({ response }: gaxios.GaxiosError): string {
  const { error, error_description: description } = body.parse(response?.data);
  return typeof error === 'object' ? error.message : description;
}

/**
 * A refusal of Google's: of its services (https://google.aip.dev/193, with `errors` where they are older), and of the
 * exchange of tokens (https://datatracker.ietf.org/doc/html/rfc6749#section-5.2). Whatever else it is says nothing.
 */
const word = z.string().optional().catch(undefined);
const body = z
  .object({
    error: z
      .union([
        z.string(),
        z.object({
          message: z.string().catch(''),
          status: word,
          errors: z.array(z.object({ reason: word })).catch([]),
          details: z
            .array(
              z.object({
                reason: word,
                metadata: z.object({ activationUrl: word }).optional().catch(undefined),
                links: z.array(z.object({ url: word })).catch([]),
              }),
            )
            .catch([]),
        }),
      ])
      .optional()
      .catch(undefined),
    error_description: z.string().catch(''),
  })
  .catch({ error: undefined, error_description: '' });
