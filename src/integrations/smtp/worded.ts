import { Unreachable } from '../../ports.ts';
import type { Server } from './server.ts';

/**
 * What people are told of a letter that did not leave, or of which it is not known (`handedOver`). The server's own
 * words are left out: addresses may stand in them, and the name ALICE signs in with.
 */
export function unreachable(
  failure: unknown,
  { server, handedOver }: { readonly server: Server; readonly handedOver: boolean },
): Unreachable {
  const seen = failureIn(failure);
  const told = handedOver ? IN_DOUBT : toldOf(seen);
  return new Unreachable({
    what: `Il server della posta (${server.where})`,
    ...told,
    cause: seen,
  });
}

/** What is kept of a failure: codes only. */
interface Failure {
  /** Nodemailer's: `EAUTH`. */
  readonly code: string;
  /** The system's, where it was that: `ECONNREFUSED`. */
  readonly system: string;
  /** The server's, 0 where it said nothing. */
  readonly answer: number;
  /** What ALICE was saying: `RCPT TO`. */
  readonly command: string;
}

interface Told {
  readonly why: string;
  readonly cure: string;
}

function failureIn(failure: unknown): Failure {
  const fields = new Map(Object.entries(failure instanceof Error ? failure : {}));
  const text = (name: string) => {
    const value: unknown = fields.get(name);
    return typeof value === 'string' ? value : '';
  };
  const answer = fields.get('responseCode');
  return {
    code: text('code'),
    system: text('originalCode'),
    answer: typeof answer === 'number' ? answer : 0,
    command: text('command'),
  };
}

function toldOf({ code, system, answer, command }: Failure): Told {
  if (/CERT|SIGNATURE|ALTNAME/.test(system)) return CERTIFICATE;
  if (code === 'ETLS' || /SSL|TLS/.test(system)) return NOT_SAFE;
  if (code === 'EDNS' || system === 'ENOTFOUND') return NO_SUCH_SERVER;
  if (code === 'ETIMEDOUT') return SILENT;
  if (answer >= 400 && answer < 500) return LATER;
  if (code === 'EAUTH') return NOT_LET_IN;
  if (code === 'EENVELOPE') return command === 'RCPT TO' ? ADDRESS_REFUSED : SENDER_REFUSED;
  if (code === 'EMESSAGE') return answer === 0 || answer === 552 ? TOO_BIG : LETTER_REFUSED;
  return answer === 0 ? OUT_OF_REACH : LETTER_REFUSED;
}

const IN_DOUBT = {
  why: 'la connessione è caduta mentre la lettera partiva: non si sa se è partita',
  cure: 'Guarda nella casella del mittente, o chiedi a chi doveva riceverla, prima di mandarla di nuovo.',
};
const CERTIFICATE = {
  why: 'il suo certificato non è tra quelli fidati, o è di un altro server',
  cure: 'Controlla il nome del server in ALICE_MAIL e la data di questo computer; se il certificato è della tua organizzazione, indicalo nella variabile NODE_EXTRA_CA_CERTS.',
};
const NOT_SAFE = {
  why: 'non offre una connessione cifrata, e senza ALICE non gli dice la password',
  cure: 'Prova con «smtps://» al posto di «smtp://»; se davvero il server non cifra, e la rete è la tua, aggiungi «?requireTLS=false» in fondo a ALICE_MAIL.',
};
const NO_SUCH_SERVER = {
  why: 'non c’è nessun server con questo nome',
  cure: 'Controlla il nome in ALICE_MAIL, ad esempio smtps://alice:parola@smtp.example.org, e che questo computer sia in rete.',
};
const SILENT = {
  why: 'non ha risposto in tempo',
  cure: 'Controlla nome e porta del server in ALICE_MAIL (465 con «smtps://», 587 con «smtp://») e che la rete lasci uscire la posta; poi riprova.',
};
const OUT_OF_REACH = {
  why: 'ALICE non riesce a collegarsi, o la connessione è caduta prima che la lettera partisse',
  cure: 'Controlla nome e porta del server in ALICE_MAIL (465 con «smtps://», 587 con «smtp://») e che questo computer sia in rete; poi riprova.',
};
const LATER = {
  why: 'per ora non accetta la lettera, e chiede di riprovare',
  cure: 'Riprova tra qualche minuto; se succede spesso, chiedi a chi gestisce il server quante lettere all’ora accetta.',
};
const NOT_LET_IN = {
  why: 'non accetta il nome o la password',
  cure: 'Correggili in ALICE_MAIL; se la casella chiede un secondo passaggio per entrare, serve una «password per le app».',
};
const ADDRESS_REFUSED = {
  why: 'non accetta l’indirizzo a cui va la lettera',
  cure: 'Controlla l’indirizzo di posta di chi doveva riceverla: forse c’è un errore, o la casella non esiste più.',
};
const SENDER_REFUSED = {
  why: 'non accetta il mittente',
  cure: 'Controlla che la casella da cui scrive ALICE esista e che il nome in ALICE_MAIL possa scrivere da lì.',
};
const TOO_BIG = {
  why: 'la lettera è più grande di quanto accetta',
  cure: 'Manda i documenti con un collegamento, o pochi per volta.',
};
const LETTER_REFUSED = {
  why: 'non ha accettato la lettera',
  cure: 'Chiedi a chi gestisce il server perché: spesso la prende per posta indesiderata, o il mittente non ha il permesso.',
};
