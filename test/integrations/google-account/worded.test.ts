import { afterEach, describe, expect, it } from 'vitest';
import type { GoogleAccountOptions } from '../../../src/integrations/google-account/index.ts';
import { type Answer, anAccount, listener, refusal } from './listener.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((it) => it.close()));
});

async function told(
  call: string,
  answer: Answer,
  more: Partial<GoogleAccountOptions> = {},
): Promise<string> {
  const there = await listener(() => answer);
  open.push(there);
  const [method = '', path = ''] = call.split(' ');
  const { auth } = anAccount(there.root, more);
  const sent = auth.request({
    method,
    url: `https://x.googleapis.com${path}`,
    ...(method === 'GET' ? {} : { data: {} }),
  });
  return (await refusal(sent)).message;
}

const sheet = '/v4/spreadsheets/1aBcDeF_-9';
const who = 'alice@prova.iam.gserviceaccount.com';
/** As Sheets words a refusal. */
const no = (code: number, status: string, message = 'no', details: readonly unknown[] = []) => ({
  status: code,
  body: { error: { code, message, status, details } },
});
/** As Drive and Gmail do. */
const noFor = (code: number, reason: string, message = 'no') => ({
  status: code,
  body: { error: { code, message, errors: [{ domain: 'global', reason, message }] } },
});
const disabled = (activationUrl: string | undefined) =>
  no(403, 'PERMISSION_DENIED', 'Google Sheets API has not been used', [
    { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'SERVICE_DISABLED' },
    {
      '@type': 'type.googleapis.com/google.rpc.Help',
      links: [{ description: 'activation', url: activationUrl }],
    },
  ]);

describe('a refusal is told', () => {
  it.each([
    [
      'of a spreadsheet that is not shared',
      `GET ${sheet}?fields=sheets`,
      no(403, 'PERMISSION_DENIED', 'The caller does not have permission'),
      `Il foglio Google 1aBcDeF_-9: non è condiviso con ${who}. Condividi il foglio con ${who} come Editor.`,
    ],
    [
      'of a spreadsheet that may only be read',
      `POST ${sheet}:batchUpdate`,
      no(403, 'PERMISSION_DENIED', 'The caller does not have permission'),
      `Il foglio Google 1aBcDeF_-9: ${who} non può scriverci: non è condiviso, o lo è solo in lettura. Condividi il foglio con ${who} come Editor.`,
    ],
    [
      'of an ID that is none',
      `GET ${sheet}/values/A1`,
      no(404, 'NOT_FOUND', 'Requested entity was not found.'),
      'Il foglio Google 1aBcDeF_-9: non c’è nessun foglio con questo identificativo. Copia il link dalla barra del browser quando il foglio è aperto: è fatto così, https://docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789abcdefgh/edit.',
    ],
    [
      'of a protected range',
      `POST ${sheet}:batchUpdate`,
      no(
        400,
        'INVALID_ARGUMENT',
        'Invalid requests[0].updateCells: You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit.',
      ),
      `Il foglio Google 1aBcDeF_-9: una parte protetta del foglio non lascia scrivere ${who}. Nel foglio apri «Dati», «Proteggi fogli e intervalli», e aggiungi ${who} a chi può modificare gli intervalli protetti.`,
    ],
    [
      'of an Excel file that looks like a spreadsheet',
      `GET ${sheet}`,
      no(400, 'FAILED_PRECONDITION', 'This operation is not supported for this document'),
      'Il foglio Google 1aBcDeF_-9: è un file di Excel aperto in Google Drive, non un foglio Google. Aprilo, scegli «File», «Salva come Fogli Google», e dai ad ALICE il link del foglio nuovo.',
    ],
    [
      'of an API that is off, with Google’s link',
      `GET ${sheet}`,
      disabled(
        'https://console.developers.google.com/apis/api/sheets.googleapis.com/overview?project=314',
      ),
      'Il foglio Google 1aBcDeF_-9: nel progetto Google dell’account di servizio non è attiva la Google Sheets API. Attivala aprendo https://console.developers.google.com/apis/api/sheets.googleapis.com/overview?project=314, aspetta qualche minuto e riprova.',
    ],
    [
      'of an API that is off, as Drive says it',
      'GET /drive/v3/files',
      noFor(403, 'accessNotConfigured'),
      'Google Drive: nel progetto Google dell’account di servizio non è attiva la Google Drive API. Attivala aprendo https://console.cloud.google.com/apis/library/drive.googleapis.com, aspetta qualche minuto e riprova.',
    ],
    [
      'of an account without room',
      'POST /upload/drive/v3/files',
      noFor(403, 'storageQuotaExceeded', 'Service Accounts do not have storage quota.'),
      `Google Drive: non c’è spazio: un account di servizio non ne ha di suo. Indica in ALICE_DRIVE_FOLDER una cartella di un Drive condiviso che abbia posto, e aggiungi ${who} al Drive come «Gestore dei contenuti».`,
    ],
    [
      'of a folder that is not there',
      'GET /drive/v3/files/1aBc?fields=version',
      noFor(404, 'notFound', 'File not found: 1aBc.'),
      `Il file 1aBc di Google Drive: non c’è, oppure non è condiviso con ${who}. Controlla il link, fatto così: https://drive.google.com/drive/folders/1aBcDeFgHiJkLmNoPqRsTuVwXyZ. Se è giusto, aggiungi ${who} al Drive condiviso come «Gestore dei contenuti».`,
    ],
    [
      'of a drive that may only be read',
      'GET /drive/v3/drives/0Abc',
      noFor(403, 'insufficientFilePermissions'),
      `Il Drive condiviso 0Abc: ${who} non ha il permesso che serve. Aggiungi ${who} al Drive condiviso come «Gestore dei contenuti».`,
    ],
    [
      'of a token that was asked for too little',
      `GET ${sheet}`,
      no(403, 'PERMISSION_DENIED', 'Request had insufficient authentication scopes.', [
        { reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' },
      ]),
      'Il foglio Google 1aBcDeF_-9: l’accesso con cui lavora ALICE non comprende questo servizio. Usa la chiave di un account di servizio (GOOGLE_APPLICATION_CREDENTIALS), oppure rinnova l’accesso con questi ambiti: https://www.googleapis.com/auth/spreadsheets.',
    ],
    [
      'of a quota that stays full',
      'PUT /drive/v3/files',
      noFor(403, 'userRateLimitExceeded'),
      'Google Drive: Google riceve troppe richieste da questo account, e non ne accetta altre (10 tentativi in 3 minuti). Aspetta qualche minuto e riprova; se succede spesso, guarda se un altro programma usa lo stesso account di servizio.',
    ],
    [
      'of Google being out of order',
      `POST ${sheet}:batchUpdate`,
      no(503, 'UNAVAILABLE'),
      'Il foglio Google 1aBcDeF_-9: Google ha un guasto e non risponde come dovrebbe (un tentativo). Riprova più tardi; su https://www.google.com/appsstatus c’è scritto se il guasto è generale.',
    ],
    [
      'of a connection that breaks',
      `POST ${sheet}:batchUpdate`,
      'reset' as const,
      'Il foglio Google 1aBcDeF_-9: ALICE non riesce a collegarsi (un tentativo). Controlla che questo computer sia in rete, e riprova; se la rete passa da un proxy, indicalo nella variabile HTTPS_PROXY.',
    ],
    [
      'of an answer that cannot be read',
      `POST ${sheet}:batchUpdate`,
      'truncated' as const,
      'Il foglio Google 1aBcDeF_-9: la risposta è arrivata a metà, o non l’ha data Google (un tentativo). Riprova; se si ripete, guarda se la rete chiede un accesso nel browser, o se un proxy o un antivirus si mette in mezzo.',
    ],
    [
      'of anything else, without Google’s words: cells may stand in them',
      `GET ${sheet}/values/Amina%20Rossi`,
      no(400, 'INVALID_ARGUMENT', 'Unable to parse range: Amina Rossi'),
      'Il foglio Google 1aBcDeF_-9: Google non ha accettato la richiesta. Riprova: forse qualcuno ha cambiato qualcosa proprio in quel momento. Se si ripete, dillo a chi si occupa di ALICE.',
    ],
    [
      'of a page instead of Google’s words',
      `GET ${sheet}`,
      { status: 404, headers: { 'content-type': 'text/html' }, body: '<h1>Not Found</h1>' },
      'Il foglio Google 1aBcDeF_-9: non c’è nessun foglio con questo identificativo. Copia il link dalla barra del browser quando il foglio è aperto: è fatto così, https://docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789abcdefgh/edit.',
    ],
  ])('%s', async (_, call, answer, message) => {
    expect(await told(call, answer)).toBe(message);
  });

  it('of Google not answering in time', async () => {
    expect(await told(`POST ${sheet}:batchUpdate`, 'silent', { timeLimit: 500 })).toBe(
      'Il foglio Google 1aBcDeF_-9: Google non ha risposto in tempo (un tentativo). Controlla che la rete non sia lenta o interrotta, e riprova tra qualche minuto.',
    );
  });

  it.each([
    'https://console.cloud.google.com.example.org/apis',
    'https://example.org/?https://console.cloud.google.com/',
    'http://console.cloud.google.com/apis',
    'javascript:alert(1)',
    undefined,
  ])('without a link that does not lead to Google: %s', async (link) => {
    expect(await told(`GET ${sheet}`, disabled(link))).toContain(
      'Attivala aprendo https://console.cloud.google.com/apis/library/sheets.googleapis.com, aspetta',
    );
  });

  it('of Gmail without a delegation', async () => {
    const said = await told(
      'POST /gmail/v1/users/me/drafts',
      noFor(400, 'failedPrecondition', 'Precondition check failed.'),
      { scopes: ['https://www.googleapis.com/auth/gmail.compose'] },
    );

    expect(said).toBe(
      'Gmail: Google non permette di scrivere da qui: un account di servizio non ha una casella sua, e scrive solo a nome di una persona che gli è stata delegata. Indica il mittente in ALICE_MAIL, ad esempio gmail:alice@example.org, e dai la delega. Chi amministra Google Workspace apra admin.google.com, «Sicurezza», «Controllo dell’accesso e dei dati», «Controlli API», «Gestisci delega a livello di dominio», e aggiunga l’ID client dell’account di servizio (nel file della chiave è «client_id») con questo ambito: https://www.googleapis.com/auth/gmail.compose. Possono passare alcune ore prima che valga.',
    );
  });

  it('of a sender without Gmail', async () => {
    const said = await told(
      'POST /gmail/v1/users/me/drafts',
      noFor(400, 'failedPrecondition', 'Mail service not enabled'),
      { subject: 'alice@example.org' },
    );

    expect(said).toBe(
      'La casella Gmail alice@example.org: questo indirizzo non ha Gmail: l’organizzazione non l’ha attivato. Indica in ALICE_MAIL un mittente che abbia Gmail, ad esempio gmail:alice@example.org, o chiedi a chi amministra Google Workspace di attivarlo.',
    );
  });
});

describe('no entry is told', () => {
  const refused = async (
    error: string,
    description: string,
    more: Partial<GoogleAccountOptions> = {},
  ) => {
    const there = await listener(
      () => ({ status: 200 }),
      () => ({
        status: error === 'unauthorized_client' ? 401 : 400,
        body: { error, error_description: description },
      }),
    );
    open.push(there);
    const said = await refusal(
      anAccount(there.root, more).auth.request({ url: `https://x.googleapis.com${sheet}` }),
    );
    expect([there.tokens.length, there.heard.length]).toEqual([1, 0]);
    return said;
  };
  const subject = 'alice@example.org';

  it.each([
    [
      'Invalid JWT Signature.',
      {},
      'Google non accetta la chiave: è stata revocata, o l’ora di questo computer non è quella giusta',
    ],
    [
      'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.',
      {},
      'l’ora di questo computer non è quella giusta, e Google non accetta la firma',
    ],
    ['Invalid grant: account not found', {}, 'l’account di servizio della chiave non esiste più'],
    [
      'Invalid email or User ID',
      { subject },
      'alice@example.org non è una casella di questa organizzazione',
    ],
  ])('of invalid_grant, «%s»', async (description, more, why) => {
    const said = await refused('invalid_grant', description, more);

    expect([said.what, said.why]).toEqual(['L’accesso a Google', why]);
  });

  it('of a delegation that was not given, with every scope to enter', async () => {
    const scopes = ['https://www.googleapis.com/auth/gmail.compose', 'https://mail.google.com/'];

    const said = await refused('unauthorized_client', 'Client is unauthorized', {
      subject,
      scopes,
    });

    expect(said.why).toBe(
      'l’account di servizio non ha la delega per scrivere a nome di alice@example.org',
    );
    expect(said.cure).toContain(
      'con questi ambiti: https://www.googleapis.com/auth/gmail.compose, https://mail.google.com/.',
    );
  });

  it('of anything else', async () => {
    const said = await refused('invalid_client', 'The OAuth client was not found.');

    expect(said.why).toBe('Google non lascia entrare l’account con cui lavora ALICE');
  });

  it('of Google’s sign-in being out of order, after as many tries as any call', async () => {
    const there = await listener(
      () => ({ status: 200 }),
      () => ({ status: 500, body: { error: 'internal_failure' } }),
    );
    open.push(there);

    const said = await refusal(
      anAccount(there.root).auth.request({ url: `https://x.googleapis.com${sheet}` }),
    );

    expect(said.message).toMatch(/^L’accesso a Google: Google ha un guasto .* \(10 tentativi/);
    expect(there.tokens.length).toBe(10);
  });
});
