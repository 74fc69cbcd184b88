/** What a word tells of a person, that only the restricted book may hold. */
export type Matter = 'salute' | 'giustizia' | 'protezione';

/**
 * A word, or a few in a row, that may tell of somebody's health, justice or need of protection (domain P6). All is
 * written in small letters without accents: `*` ends a word in any way («detenut*»), a blank is any gap between two
 * words («art. 21», «art.21», «casa-rifugio»), `#` is an amount of money somewhere after («ISEE pari a 4.500»).
 */
export interface ForbiddenWord {
  readonly about: Matter;
  readonly words: string;
  /**
   * Harmless right after these: «quote detenute». Ending in `…` also after the name of a street («via delle Carceri»),
   * in `~` also after a verb («il documento risulta invalido»).
   */
  readonly notAfter?: readonly string[];
  /** Harmless right before these: «alcol denaturato». */
  readonly notBefore?: readonly string[];
  /** Only in capitals, where small letters make an everyday word: «MAL», «INF». */
  readonly capitals?: true;
}

/** Where a text touches what only the restricted book may hold: whence, for how many characters, about what. */
export interface RestrictedWord {
  readonly start: number;
  readonly length: number;
  readonly about: Matter;
}

const streets = [
  'via …',
  'viale …',
  'v le …',
  'piazza …',
  'piazzetta …',
  'p zza …',
  'piazzale …',
  'corso …',
  'c so …',
  'largo …',
  'vico …',
  'vicolo …',
  'strada …',
  'stradone …',
  'contrada …',
  'c da …',
  'traversa …',
  'salita …',
  'rione …',
  'quartiere …',
  'borgo …',
  'localita …',
  'fermata …',
];

/** What a bare number stands for, other than a law: a house, a telephone, a paper, a bus. */
const numbered = [
  'interno',
  'int',
  'civico',
  'n',
  'nr',
  'num',
  'numero',
  'no',
  'km',
  'scala',
  'piano',
  'stanza',
  'camera',
  'aula',
  'ufficio',
  'sala',
  'cella',
  'tel',
  'telefono',
  'cell',
  'cellulare',
  'fax',
  'prot',
  'protocollo',
  'rep',
  'repertorio',
  'pratica',
  'fascicolo',
  'determina',
  'determinazione',
  'delibera',
  'deliberazione',
  'decreto',
  'dgr',
  'dd',
  'atto',
  'nota',
  'ordinanza',
  'circolare',
  'lotto',
  'mappale',
  'particella',
  'foglio',
  'riga',
  'pag',
  'pagina',
  'autobus',
  'bus',
  'linea',
  'treno',
  'peugeot',
  'polizza',
  'mandato',
  'impegno',
  'fattura',
  'codice',
  'euro',
  'totale',
  'sono',
  'gli altri',
];

const measured = [
  'ore',
  'h',
  'giorni',
  'giornate',
  'minuti',
  'min',
  'settimane',
  'mesi',
  'euro',
  'km',
  'kg',
  'g',
  'mq',
  'metri',
  'cm',
  'litri',
  'persone',
  'pezzi',
  'posti',
  'punti',
  'coperti',
  'pasti',
  'tirocini',
  'tirocinanti',
  'utenti',
  'contatti',
  'colloqui',
];

const papers = [
  'document* ~',
  'codic* ~',
  'iban ~',
  'cup ~',
  'firm* ~',
  'numer* ~',
  'att* ~',
  'modul* ~',
  'convenzion* ~',
  'contratt* ~',
  'password ~',
  'link ~',
  'camp* ~',
  'cell* ~',
  'dat* ~',
  'indirizz* ~',
  'format* ~',
  'titol* ~',
  'polizz* ~',
  'ricevut* ~',
  'tesser* ~',
  'fil* ~',
  'richiest* ~',
  'pec ~',
];

const ofPapers = [
  'il documento',
  'l atto',
  'gli atti',
  'la firma',
  'il codice',
  'il contratto',
  'la convenzione',
  'il foglio',
  'il registro',
  'il modulo',
  'la ricevuta',
  'la domanda',
  'la gara',
  'la prova',
  'il test',
  'il pagamento',
  'tutto',
];

/** Words about health: services, addictions, mind, body, and what people write for an absence. */
const health: readonly Omit<ForbiddenWord, 'about'>[] = [
  ...plain([
    'serd',
    'sert',
    'ser d',
    'ser t',
    's e r d',
    's e r t',
    'se r d',
    'se r t',
    'servizio dipendenze',
    'tossicodip*',
    'tossicoman*',
    'tossicolog*',
    'drogat*',
    'droga',
    'droghe',
    'stupefacent*',
    'cocain*',
    'eroina',
    'eroinoman*',
    'hashish',
    'cannabis',
    'marijuana',
    'metadon*',
    'buprenorfin*',
    'suboxone',
    'overdose',
    'disintossic*',
    'astinenza',
    'uso di sostanze',
    'abuso di sostanze',
    'sostanze d abuso',
    'dipendent* da sostanz*',
    'alcolis*',
    'alcoolis*',
    'alcoliz*',
    'alcooliz*',
    'alcoldipend*',
    'etilis*',
    'etilista',
    'ubriac*',
    'ludopati*',
    'azzardo',
    'gioco patologic*',
    'comunita terapeutic*',
    'comunita di recupero',
    'comunita riabilitativ*',
    'doppia diagnosi',
    'psichiatr*',
    'psicosi',
    'psicotic*',
    'psicofarmac*',
    'schizofren*',
    'ansiolitic*',
    'antidepressiv*',
    'attacc* di panico',
    'disturb* mental*',
    'disturb* dell umore',
    'disturb* della personalita',
    'disturb* di personalita',
    'disturb* alimentar*',
    'salute mentale',
    'igiene mentale',
    'spdc',
    'rems',
    'autolesion*',
    'suicid*',
    'anoress*',
    'bulimi*',
    'invalidant*',
    'disabile',
    'disabili',
    'portator* di handicap',
    'handicap',
    'handicapp*',
    'categori* protett*',
    'legge 104',
    'legge n 104',
    'l 104',
    'l n 104',
    '104 92',
    '104 1992',
    'permess* 104',
    'permess* ex 104',
    'congedo 104',
    'sindrome di down',
    'autism*',
    'autistic*',
    'ritardo mentale',
    'ritardo cognitiv*',
    'deficit cognitiv*',
    'ipovedent*',
    'sordomut*',
    'hiv',
    'aids',
    'sieropositiv*',
    'epatit*',
    'hcv',
    'tubercol*',
    'scabbia',
    'tumor*',
    'oncolog*',
    'chemioterap*',
    'radioterap*',
    'cancro',
    'leucemi*',
    'epiless*',
    'epilettic*',
    'diabet*',
    'dialisi',
    'sclerosi',
    'infart*',
    'ictus',
    'incinta',
    'gravidanza',
    'aborto',
    'malattia',
    'malattie',
    'malato',
    'malata',
    'malati',
    'ammalat*',
    'patologi*',
    'diagnosticat*',
    'ricoverat*',
    'ospedalizz*',
    'ric osp',
    'pronto soccorso',
    'in terapia',
    'terapia farmacologic*',
    'terapia riabilitativ*',
    'mal di testa',
    'mal di schiena',
    'febbre',
    'covid*',
    'certificato medico',
    'certificati medici',
    'chirurg*',
  ]),
  {
    words: '104',
    notAfter: [...streets, ...numbered],
    notBefore: measured,
  },
  {
    words: 'tossic*',
    notAfter: [
      'sostanz*',
      'rifiut*',
      'fum*',
      'prodott*',
      'material*',
      'gas',
      'vapor*',
      'agent*',
      'preparat*',
      'vernic*',
      'poco',
      'non',
    ],
    notBefore: ['per gli', 'per l', 'per la', 'se ingerit*', 'acut*'],
  },
  ...['alcol', 'alcool'].map((words) => ({
    words,
    notAfter: ['senza', 'base di', 'gel', 'pulire con', 'pulizia con', 'disinfettare con'],
    notBefore: ['etilic*', 'denaturat*', 'isopropilic*', 'alimentar*', 'puro', 'per'],
  })),
  ...['dipendenza', 'dipendenze'].map((words) => ({
    words,
    notAfter: [
      'alla',
      'alle',
      'dirette',
      'sue',
      'mie',
      'nostre',
      'loro',
      'in',
      'rapport* di',
      'vincolo di',
      'lavoro alle',
    ],
    notBefore: [
      'economic*',
      'funzional*',
      'gerarchic*',
      'energetic*',
      'lavorativ*',
      'del comune',
      'dell ente',
      'della sede',
    ],
  })),
  ...['bipolare', 'bipolari'].map((words) => ({
    words,
    notAfter: ['interruttor*', 'presa', 'prese', 'spina', 'spine', 'cavo', 'cavi', 'rele'],
  })),
  {
    words: 'depression*',
    notBefore: ['atmosferic*', 'economic*', 'del mercato', 'del terreno', 'barometric*'],
  },
  ...['depresso', 'depressa', 'depressi', 'depresse'].map((words) => ({
    words,
    notAfter: [
      'area',
      'aree',
      'zona',
      'zone',
      'mercato',
      'territori',
      'territorio',
      'economicamente',
    ],
  })),
  {
    words: 'csm',
    capitals: true,
    notBefore: ['srl', 's r l', 'spa', 's p a', 'snc', 'sas', 'impianti'],
  },
  {
    words: 'dsm',
    capitals: true,
    notBefore: ['srl', 's r l', 'spa', 's p a', 'snc', 'sas', 'impianti'],
  },
  { words: 'tso', capitals: true },
  {
    words: 'invalidita',
    notBefore: [
      'dell atto',
      'degli atti',
      'del contratto',
      'del documento',
      'della firma',
      'del codice',
      'della convenzione',
      'della delibera',
      'del titolo',
    ],
  },
  ...['invalido', 'invalida', 'invalidi', 'invalide'].map((words) => ({
    words,
    notAfter: papers,
    notBefore: ofPapers,
  })),
  {
    words: 'disabilita',
    notBefore: [
      'l account',
      'l utente',
      'il',
      'lo',
      'le',
      'gli',
      'account',
      'notific*',
      'macro',
      'automaticamente',
    ],
  },
  { words: 'maternita', notAfter: streets },
  {
    words: 'diagnosi',
    notBefore: [
      'energetic*',
      'organizzativ*',
      'guast*',
      'dei guasti',
      'computerizzat*',
      'elettronic*',
      'del veicolo',
      'dell impianto',
      'territorial*',
      'aziendal*',
    ],
  },
  {
    words: 'ricovero',
    notAfter: streets,
    notBefore: ['attrezz*', 'mezzi', 'animal*', 'cani', 'automezzi'],
  },
  {
    words: 'in ospedale',
    notAfter: [
      'pulizi*',
      'lavora',
      'lavorare',
      'lavoro',
      'tirocinio',
      'sede',
      'consegn*',
      'mensa',
      'bar',
      'servizio',
    ],
  },
  { words: 'mal', capitals: true, notBefore: ['tempo', 'funzion*', 'di', 'riuscit*', 'comun*'] },
  { words: 'inf', capitals: true },
];

/** Words about justice: where, by whom, under which measure. */
const justice: readonly Omit<ForbiddenWord, 'about'>[] = [
  ...plain([
    'carcera*',
    'scarcer*',
    'detentiv*',
    'reclus*',
    'galera',
    'prigion*',
    'penitenziar*',
    'istituto penale',
    'esecuzione penale',
    'casa mandamentale',
    'uepe',
    'ulepe',
    'udepe',
    'u e p e',
    'ussm',
    'magistrat* di sorveglianza',
    'tribunale di sorveglianza',
    'ufficio di sorveglianza',
    'sorveglianza speciale',
    'sorvegliat* special*',
    'misura alternativa',
    'misure alternative',
    'misura cautelare',
    'misure cautelari',
    'affidamento in prova',
    'affidat* in prova',
    'messa alla prova',
    'affidamento ai servizi',
    'semiliber*',
    'liberta vigilata',
    'liberta controllata',
    'liberta condizionale',
    'liberazione anticipata',
    'liberazione condizionale',
    'obbligo di firma',
    'obbligo di dimora',
    'divieto di dimora',
    'divieto di avvicinamento',
    'foglio di via',
    'braccialetto elettronico',
    'arresti domiciliari',
    'agli arresti',
    'ai domiciliari',
    'arrestat*',
    'condann*',
    'indagato',
    'indagata',
    'indagati',
    'pregiudicat*',
    'reato',
    'reati',
    'delitt*',
    'fine pena',
    'residuo pena',
    'residuo di pena',
    'pena residua',
    'pena sospesa',
    'pena pecuniaria',
    'scont* la pena',
    'scont* una pena',
    'scont* la sua pena',
    'espiazione',
    'precedenti penali',
    'procediment* penal*',
    'fedina penale',
    'casellario',
    'carichi pendenti',
    'udienza',
    'udienze',
    'permesso premio',
    'permessi premio',
    '354 75',
    '354 1975',
    'legge 354',
    'lavor* di pubblica utilita',
    'rapina',
    'rapine',
    'spacciat*',
    'ergastol*',
    'latitant*',
  ]),
  ...['carcere', 'carceri', 'casa circondariale'].map((words) => ({ words, notAfter: streets })),
  {
    words: 'detenut*',
    notAfter: [
      'quota',
      'quote',
      'azioni',
      'partecipazion*',
      'capitale',
      'archivi*',
      'copi*',
      'dat*',
    ],
  },
  { words: 'detenzion*', notBefore: ['di animal*', 'di merc*', 'di scort*', 'di prodott*'] },
  {
    words: 'arresto',
    notAfter: [
      'pulsant* di',
      'tast* di',
      'comand* di',
      'leva di',
      'dispositiv* di',
      'cavo di',
      'd',
    ],
    notBefore: ['di emergenza', 'd emergenza', 'del nastro', 'della macchina', 'della linea'],
  },
  {
    words: 'imputat*',
    notBefore: ['a', 'al', 'alla', 'alle', 'ai', 'allo', 'all', 'su', 'sul', 'sulla'],
  },
  { words: 'epe', capitals: true, notBefore: ['srl', 's r l', 'spa', 's p a'] },
  ...['art 21', 'articolo 21'].map((words) => ({
    words,
    notBefore: [
      'del',
      'della',
      'dello',
      'dell',
      'dei',
      'd',
      'dpr',
      'dlgs',
      'dl',
      'dm',
      'l',
      'legge',
      'c',
      'cc',
      'cod*',
      'gdpr',
      'reg',
      'regolamento',
      'ue',
      'cost',
      'costituzione',
      'statuto',
      'ccnl',
      'contratto',
      'convenzione',
      'bando',
      'avviso',
      'comma',
      'co',
      'lett',
      'lettera',
      'ter',
    ],
  })),
  {
    words: 'spaccio',
    notAfter: streets,
    notBefore: ['aziendal*', 'aliment*', 'viveri', 'di prodotti', 'agricol*', 'vendita'],
  },
];

/** Words about who is sheltered, or lives in conditions nobody else needs to know. */
const protection: readonly Omit<ForbiddenWord, 'about'>[] = plain([
  'casa rifugio',
  'case rifugio',
  'casa protetta',
  'antiviolenza',
  'anti violenza',
  'violenza domestic*',
  'violenza di genere',
  'violenza sessuale',
  'violenza assistita',
  'vittim* di violenza',
  'vittim* di tratta',
  'tratta di esseri',
  'tratta degli esseri',
  'maltrattament*',
  'maltrattat*',
  'stalking',
  'stalker',
  'ordine di protezione',
  'codice rosso',
  'sfruttamento sessuale',
  'prostitu*',
  'abus* sessual*',
  'indirizzo segret*',
  'domicilio segret*',
  'indirizzo protetto',
  'richiedent* asilo',
  'asilo politico',
  'protezione internazionale',
  'protezione sussidiaria',
  'protezione speciale',
  'protezione umanitaria',
  'protezione temporanea',
  'rifugiat*',
  'sprar',
  'msna',
  'senza fissa dimora',
  'senza dimora',
  'senzatetto',
  'clochard',
  'dormitorio',
  'campo rom',
  'omosessual*',
  'transessual*',
  'transgender',
  'lesbic*',
  'grave disagio',
  'isee #',
]);

/** What a free text may not say in a shared sheet, in the order health, justice, protection. */
export const forbiddenWords: readonly ForbiddenWord[] = [
  ...health.map((it) => ({ ...it, about: 'salute' as const })),
  ...justice.map((it) => ({ ...it, about: 'giustizia' as const })),
  ...protection.map((it) => ({ ...it, about: 'protezione' as const })),
];

/**
 * Where a text speaks of health, justice or protection, in order and without overlaps; nothing where it does not.
 * Addresses, telephones, protocol numbers and everyday meanings («dipendenti», «via Carceri 104») are let be. It finds
 * words, not meaning: what it does not know it does not find.
 */
export function restrictedWordsIn(text: string): readonly RestrictedWord[] {
  const folded = fold(text);
  if (!any.test(folded)) return [];
  return compiled
    .flatMap(({ pattern, harmless, about, capitals }) =>
      [...folded.matchAll(pattern)].flatMap((match): RestrictedWord[] => {
        const start = match.index;
        const { length } = match[0];
        const typed = text.slice(start, start + length);
        if (capitals && typed !== typed.toUpperCase()) return [];
        return harmless(folded, start, start + length) ? [] : [{ start, length, about }];
      }),
    )
    .toSorted((a, b) => a.start - b.start || b.length - a.length)
    .reduce<readonly RestrictedWord[]>(joined, []);
}

/** Words that overlap become one stretch, about what the first is about: «L. 104» and «104/92» are «L. 104/92». */
function joined(all: readonly RestrictedWord[], it: RestrictedWord): readonly RestrictedWord[] {
  const last = all.at(-1);
  if (last === undefined || it.start >= last.start + last.length) return [...all, it];
  const length = Math.max(last.length, it.start + it.length - last.start);
  return [...all.slice(0, -1), { ...last, length }];
}

function plain(words: readonly string[]): readonly Omit<ForbiddenWord, 'about'>[] {
  return words.map((it) => ({ words: it }));
}

const blank = String.raw`[\s.'/-]{1,3}`;
const wordStart = '(?<![a-z0-9])';
const wordEnd = '(?![a-z0-9])';
/** An amount: 4.500, 4500, 0; not a year, unless it is said to be euro, nor a part of a date or number. */
const amount = String.raw`[^\d\n;]{0,25}?(?:€ ?)?(?:(?!(?:19|20)\d{2}(?! ?(?:€|euro)))(?:\d{1,3}(?:\.\d{3})+|\d{3,6})|0)(?:,\d{2})?(?![\d/.-]*\d)`;
/** A name of a street between its kind and the word: «via vecchia delle», «via 4 novembre»; never «via dal». */
const street = String.raw`(?:[\s.'-]+(?!(?:dal|dalla|dai|da|in|al|alla|ad|a|per|con|e|o|ma|verso|subito)(?![a-z]))(?:[a-z]+|\d{1,2}\s(?:gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre)))*?`;
const verb = String.raw`(?:[\s']+(?:e|era|sia|sono|risulta|risultava|sembra|pare|non|ancora|ormai|considerat[oaie]|ritenut[oaie]))*?`;

interface Compiled {
  readonly pattern: RegExp;
  readonly about: Matter;
  readonly capitals: boolean;
  readonly harmless: (text: string, start: number, end: number) => boolean;
}

const compiled: readonly Compiled[] = forbiddenWords.map((it) => ({
  pattern: new RegExp(`${wordStart}${patternOf(it.words)}${wordEnd}`, 'g'),
  about: it.about,
  capitals: it.capitals === true,
  harmless: harmlessness(it),
}));

/** Whether any word at all is there: most texts end here. Sorted, so that the engine shares common beginnings. */
const any = new RegExp(
  `${wordStart}(?:${forbiddenWords
    .map((it) => patternOf(it.words))
    .toSorted()
    .join('|')})${wordEnd}`,
);

function harmlessness({ words, notAfter = [], notBefore = [] }: ForbiddenWord) {
  const number = /^\d+$/.test(words);
  // A house number may stand behind a comma.
  const gap = number ? String.raw`[\s.'°,:]*` : String.raw`[\s.'-]*`;
  const before = oneOf(notAfter, (all) => `${wordStart}(?:${all})${gap}$`);
  const after = oneOf(notBefore, (all) => String.raw`^[\s.']*(?:${all})${wordEnd}`);
  return (text: string, start: number, end: number): boolean => {
    const left = text.slice(0, start);
    const right = text.slice(end);
    // Part of a longer number: a telephone, a protocol, an amount.
    const digits = /\d[\s./,-]{0,2}$/.test(left) || /^[\s./,-]{0,2}\d|^ ?[€%]/.test(right);
    return (
      (number && (digits || /[€°] ?$/.test(left))) ||
      before?.test(left) === true ||
      after?.test(right) === true
    );
  };
}

function oneOf(all: readonly string[], whole: (alternatives: string) => string) {
  return all.length === 0 ? undefined : new RegExp(whole(all.map(patternOf).join('|')));
}

function patternOf(words: string): string {
  return words
    .split(' ')
    .map((it) =>
      it === '#'
        ? amount
        : it === '…'
          ? street
          : it === '~'
            ? verb
            : it.endsWith('*')
              ? `${it.slice(0, -1)}[a-z]*`
              : it,
    )
    .reduce((all, it) => ([amount, street, verb].includes(it) ? all + it : all + blank + it));
}

/** Small letters without accents, one for each character of the text, so that places stay the same. */
function fold(text: string): string {
  if (/^[\n -~]*$/.test(text)) return text.toLowerCase();
  let folded = '';
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if ('’‘ʼ`´′'.includes(letter)) folded += "'";
    else {
      const small = letter.normalize('NFD').charAt(0).toLowerCase();
      folded += small.length === 1 ? small : letter;
    }
  }
  return folded;
}
