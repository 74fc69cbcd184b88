import { comparable } from '../src/core/words.ts';

/** A country as people write it in «Luogo di nascita» and «Cittadinanza». */
export interface Country {
  readonly names: readonly string[];
  /** Its citizens, feminine as in «cittadinanza italiana»; the masculine in -o is understood. */
  readonly citizens: readonly string[];
  /**
   * The code it has in a codice fiscale. Only where no state on that ground ended or began since 1976: elsewhere the
   * code depends on the day of birth, and the place is not judged.
   */
  readonly code?: string;
}

/** Whether citizens of a country need a residence permit in Italy: `free` from it, or `permit`; `undefined` if unsure. */
export type Stay = 'free' | 'permit' | undefined;

/** Citizens of the Union, of the European Economic Area, of Switzerland and San Marino: no permit is asked of them. */
const free: readonly Country[] = [
  country('Italia', 'italiana'),
  country('Austria', 'austriaca', 'Z102'),
  country('Belgio', 'belga', 'Z103'),
  country('Bulgaria', 'bulgara', 'Z104'),
  country('Croazia', 'croata'),
  { names: ['Cipro'], citizens: ['cipriota'], code: 'Z211' },
  country('Danimarca', 'danese', 'Z107'),
  country('Estonia', 'estone'),
  country('Finlandia', 'finlandese', 'Z109'),
  country('Francia', 'francese', 'Z110'),
  country('Germania', 'tedesca'),
  country('Grecia', 'greca', 'Z115'),
  country('Irlanda', 'irlandese', 'Z116'),
  country('Lettonia', 'lettone'),
  country('Lituania', 'lituana'),
  country('Lussemburgo', 'lussemburghese', 'Z120'),
  country('Malta', 'maltese', 'Z121'),
  { names: ['Paesi Bassi', 'Olanda'], citizens: ['olandese', 'neerlandese'], code: 'Z126' },
  country('Polonia', 'polacca', 'Z127'),
  country('Portogallo', 'portoghese', 'Z128'),
  { names: ['Repubblica Ceca', 'Cechia'], citizens: ['ceca'] },
  { names: ['Romania'], citizens: ['rumena', 'romena'], code: 'Z129' },
  country('Slovacchia', 'slovacca'),
  country('Slovenia', 'slovena'),
  country('Spagna', 'spagnola', 'Z131'),
  country('Svezia', 'svedese', 'Z132'),
  country('Ungheria', 'ungherese', 'Z134'),
  country('Islanda', 'islandese', 'Z117'),
  { names: ['Liechtenstein'], citizens: [], code: 'Z119' },
  country('Norvegia', 'norvegese', 'Z125'),
  country('Svizzera', 'svizzera', 'Z133'),
  country('San Marino', 'sammarinese', 'Z130'),
];

/** The other countries from which people of the programme come: of these citizens a permit is asked (d.lgs. 286/1998). */
const permit: readonly Country[] = [
  { names: ['Afghanistan'], citizens: ['afghana', 'afgana'], code: 'Z200' },
  country('Albania', 'albanese', 'Z100'),
  country('Algeria', 'algerina', 'Z301'),
  country('Angola', 'angolana', 'Z302'),
  country('Argentina', 'argentina', 'Z600'),
  country('Armenia', 'armena'),
  { names: ['Bangladesh'], citizens: ['bangladese', 'bengalese'], code: 'Z249' },
  country('Benin', 'beninese', 'Z314'),
  country('Bielorussia', 'bielorussa'),
  country('Bolivia', 'boliviana', 'Z601'),
  { names: ['Bosnia', 'Bosnia ed Erzegovina', 'Bosnia-Erzegovina'], citizens: ['bosniaca'] },
  country('Brasile', 'brasiliana', 'Z602'),
  { names: ['Burkina Faso'], citizens: ['burkinabé'], code: 'Z354' },
  { names: ['Camerun'], citizens: ['camerunense', 'camerunese'], code: 'Z306' },
  country('Capo Verde', 'capoverdiana', 'Z307'),
  country('Cile', 'cilena', 'Z603'),
  { names: ['Cina', 'Repubblica Popolare Cinese'], citizens: ['cinese'], code: 'Z210' },
  country('Colombia', 'colombiana', 'Z604'),
  { names: ['Congo', 'Repubblica del Congo'], citizens: ['congolese'], code: 'Z311' },
  { names: ['Congo', 'Repubblica Democratica del Congo'], citizens: [], code: 'Z312' },
  country('Costa d’Avorio', 'ivoriana', 'Z313'),
  country('Cuba', 'cubana', 'Z504'),
  { names: ['Ecuador'], citizens: ['ecuadoriana', 'ecuadoregna'], code: 'Z605' },
  country('Egitto', 'egiziana', 'Z336'),
  country('El Salvador', 'salvadoregna', 'Z506'),
  country('Eritrea', 'eritrea'),
  country('Etiopia', 'etiope'),
  country('Filippine', 'filippina', 'Z216'),
  country('Gambia', 'gambiana', 'Z317'),
  country('Georgia', 'georgiana'),
  { names: ['Ghana'], citizens: ['ghanese', 'ghaneana'], code: 'Z318' },
  country('Giappone', 'giapponese', 'Z219'),
  country('Guinea', 'guineana', 'Z319'),
  { names: ['Guinea-Bissau', 'Guinea'], citizens: [], code: 'Z320' },
  country('India', 'indiana', 'Z222'),
  country('Iran', 'iraniana', 'Z224'),
  country('Iraq', 'irachena', 'Z225'),
  { names: ['Kenya', 'Kenia'], citizens: ['keniota', 'kenyana'], code: 'Z322' },
  country('Kosovo', 'kosovara'),
  country('Libano', 'libanese', 'Z229'),
  country('Liberia', 'liberiana', 'Z325'),
  country('Libia', 'libica', 'Z326'),
  { names: ['Macedonia', 'Macedonia del Nord'], citizens: ['macedone'] },
  country('Mali', 'maliana', 'Z329'),
  country('Marocco', 'marocchina', 'Z330'),
  { names: ['Mauritania'], citizens: ['mauritana'], code: 'Z331' },
  { names: ['Mauritius'], citizens: ['mauriziana'], code: 'Z332' },
  { names: ['Moldavia', 'Moldova'], citizens: ['moldava'] },
  country('Montenegro', 'montenegrina'),
  country('Nepal', 'nepalese', 'Z234'),
  country('Niger', 'nigerina', 'Z334'),
  country('Nigeria', 'nigeriana', 'Z335'),
  { names: ['Pakistan'], citizens: ['pakistana', 'pachistana'], code: 'Z236' },
  country('Palestina', 'palestinese'),
  country('Perù', 'peruviana', 'Z611'),
  { names: ['Repubblica Dominicana'], citizens: ['dominicana'], code: 'Z505' },
  { names: ['Russia', 'Federazione Russa'], citizens: ['russa'] },
  country('Senegal', 'senegalese', 'Z343'),
  country('Serbia', 'serba'),
  country('Sierra Leone', 'sierraleonese', 'Z344'),
  country('Siria', 'siriana', 'Z240'),
  country('Somalia', 'somala', 'Z345'),
  { names: ['Sri Lanka'], citizens: ['srilankese', 'cingalese', 'singalese'], code: 'Z209' },
  {
    names: ['Stati Uniti', 'Stati Uniti d’America', 'USA'],
    citizens: ['statunitense', 'americana'],
    code: 'Z404',
  },
  country('Sudan', 'sudanese'),
  country('Thailandia', 'thailandese', 'Z241'),
  country('Togo', 'togolese', 'Z351'),
  country('Tunisia', 'tunisina', 'Z352'),
  country('Turchia', 'turca', 'Z243'),
  country('Ucraina', 'ucraina'),
  country('Venezuela', 'venezuelana', 'Z614'),
  country('Vietnam', 'vietnamita', 'Z251'),
];

/** Not told: Britons who lived here before 2021 keep their rights without a permit. */
const either: readonly Country[] = [
  {
    names: ['Regno Unito', 'Gran Bretagna', 'Inghilterra'],
    citizens: ['britannica', 'inglese'],
    code: 'Z114',
  },
];

/** Countries ALICE knows, whatever is asked of their citizens. A homonym («Congo», «Guinea») stands in two. */
export const countries: readonly Country[] = [...free, ...permit, ...either];

const stays = new Map([
  ...wordsOf(permit).map((it) => [it, 'permit'] as const),
  // Last, so that nothing is asked where a word could mean either.
  ...wordsOf(free).map((it) => [it, 'free'] as const),
]);
stays.set('extracomunitaria', 'permit').set('extracomunitario', 'permit');

/**
 * Whether somebody of this citizenship, as written, needs a residence permit. Several citizenships («italiana e
 * marocchina») are as good as the best of them; a word that is not known leaves the question open.
 */
export function stayOf(citizenship: string): Stay {
  const whole = stays.get(comparable(citizenship));
  if (whole !== undefined) return whole;
  const parts = citizenship.split(/\s+e\s+|[,;/()+-]/).map((it) => stays.get(comparable(it)));
  if (parts.includes('free')) return 'free';
  return parts.every((it) => it === 'permit') ? 'permit' : undefined;
}

function country(name: string, citizens: string, code?: string): Country {
  return { names: [name], citizens: [citizens], ...(code === undefined ? {} : { code }) };
}

function wordsOf(some: readonly Country[]): readonly string[] {
  return some.flatMap(({ names, citizens }) => [
    ...names.map(comparable),
    ...citizens.flatMap((it) => [comparable(it), comparable(it).replace(/a$/, 'o')]),
  ]);
}
