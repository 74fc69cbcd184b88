import { describe, expect, test } from 'vitest';
import { forbiddenWords, type Matter, restrictedWordsIn } from '../../config/forbidden-words.ts';
import { packs } from '../../config/packs.ts';
import * as registry from '../../config/registry.ts';
import * as rules from '../../config/rules/parole.ts';
import * as settings from '../../config/settings.ts';
import type { Rule } from '../../src/core/rule.ts';
import { type AnyTab, columnAt } from '../../src/core/tab.ts';
import { around } from '../a/around.ts';

/** Texts that must be found: the words found, as they stand there, and what each is about. */
const found: readonly (readonly [text: string, ...(readonly [word: string, about: Matter])[]])[] = [
  ['Seguito dal SerD di Andria', ['SerD', 'salute']],
  ['in carico al Ser.T. dal 2024', ['Ser.T', 'salute']],
  ['colloquio al S.E.R.D. martedì', ['S.E.R.D', 'salute']],
  ['Lo accompagna l’educatrice del SERT', ['SERT', 'salute']],
  ['prende il metadone alle 8', ['metadone', 'salute']],
  ['ex tossicodipendente', ['tossicodipendente', 'salute']],
  ['è un tossico', ['tossico', 'salute']],
  ['problemi di dipendenza, meglio turni di mattina', ['dipendenza', 'salute']],
  ['segue il Servizio Dipendenze', ['Servizio Dipendenze', 'salute']],
  ['era in comunità terapeutica fino a marzo', ['comunità terapeutica', 'salute']],
  ['alcolista, non mettere al bar', ['alcolista', 'salute']],
  ['abuso di alcol in passato', ['alcol', 'salute']],
  ['dipendente da sostanze', ['dipendente da sostanze', 'salute']],
  ['HIV positivo', ['HIV', 'salute']],
  ['cura psichiatrica in corso', ['psichiatrica', 'salute']],
  ['assume psicofarmaci', ['psicofarmaci', 'salute']],
  ['in carico al CSM', ['CSM', 'salute']],
  ['invalidità al 74 %', ['invalidità', 'salute']],
  ['è invalida civile', ['invalida', 'salute']],
  ['invalido civile dal 2019', ['invalido', 'salute']],
  ['ha una disabilità motoria', ['disabilità', 'salute']],
  ['Usufruisce della L. 104/92', ['L. 104/92', 'salute']],
  ['104', ['104', 'salute']],
  ['ha la 104 per la madre', ['104', 'salute']],
  ['permessi 104 il venerdì', ['permessi 104', 'salute']],
  ['assente per malattia', ['malattia', 'salute']],
  ['MAL', ['MAL', 'salute']],
  ['il 12 INF', ['INF', 'salute']],
  ['ric. osp. dal 3', ['ric. osp', 'salute']],
  ['è in ospedale fino a lunedì', ['in ospedale', 'salute']],
  ['incinta di sei mesi', ['incinta', 'salute']],
  ['certificato medico consegnato', ['certificato medico', 'salute']],
  ['Iscritta alle categorie protette', ['categorie protette', 'salute']],
  ['esce dal carcere a giugno', ['carcere', 'giustizia']],
  ['andato via dal carcere di Trani', ['carcere', 'giustizia']],
  ['via Roma, carcere di Trani', ['carcere', 'giustizia']],
  ['detenuto in permesso', ['detenuto', 'giustizia']],
  ['ex detenuta da due anni', ['detenuta', 'giustizia']],
  ['lo segue l’UEPE', ['UEPE', 'giustizia']],
  ['art. 21 O.P.', ['art. 21', 'giustizia']],
  ['ammesso all’art.21', ['art.21', 'giustizia']],
  ['in misura alternativa', ['misura alternativa', 'giustizia']],
  ['agli arresti domiciliari', ['agli arresti domiciliari', 'giustizia']],
  ['è ai domiciliari', ['ai domiciliari', 'giustizia']],
  ['autorizza il magistrato di sorveglianza', ['magistrato di sorveglianza', 'giustizia']],
  ['affidamento in prova fino al 2027', ['affidamento in prova', 'giustizia']],
  ['fine pena 12/2026', ['fine pena', 'giustizia']],
  ['condannato in primo grado', ['condannato', 'giustizia']],
  ['casa circondariale di Trani', ['casa circondariale', 'giustizia']],
  ['giovedì manca, ha un’udienza', ['udienza', 'giustizia']],
  ['ha precedenti penali', ['precedenti penali', 'giustizia']],
  ['polizia penitenziaria al cancello', ['penitenziaria', 'giustizia']],
  ['vive in casa rifugio', ['casa rifugio', 'protezione']],
  ['seguita dal centro antiviolenza', ['antiviolenza', 'protezione']],
  ['vittima di tratta', ['vittima di tratta', 'protezione']],
  ['richiedente asilo', ['richiedente asilo', 'protezione']],
  ['senza fissa dimora', ['senza fissa dimora', 'protezione']],
  ['ISEE pari a 4.500', ['ISEE pari a 4.500', 'protezione']],
  ['isee € 3200,50 da rifare', ['isee € 3200,50', 'protezione']],
  ['ISEE 0', ['ISEE 0', 'protezione']],
  ['TOSSICODIPENDENTE E DETENUTO', ['TOSSICODIPENDENTE', 'salute'], ['DETENUTO', 'giustizia']],
];

/** Texts that must be let be. */
const harmless: readonly string[] = [
  'via Carceri 104',
  'piazza Carcere Vecchio, 12',
  'largo delle Carceri 3',
  'via dell’Ospedale Vecchio 7',
  'via Maternità 2',
  'via Roma, 104',
  'Corso Cavour 104, interno 104',
  'via IV Novembre 104',
  'via 25 aprile 104',
  'civico 104',
  'interno 104, scala B',
  'tel. 0883 104104',
  'tel. 104',
  'chiamare il 333 104 2210',
  'P.IVA 10410410410',
  'prot. 104/2026',
  'protocollo n. 104 del 12/03/2026',
  'determina 104',
  'autobus 104, fermata Ospedale',
  '104 ore svolte su 110',
  'costa 104 euro',
  '€ 104',
  'totale 104,50',
  'il forno ha sei dipendenti',
  'lavora alle dipendenze del titolare',
  'rapporto di dipendenza',
  'dipendenza energetica',
  'il documento è stato invalidato',
  'documento non valido',
  'il documento risulta invalido',
  'questo invalida il documento',
  'codice invalido, da rifare',
  'invalidità della firma',
  'account disabilitato',
  'disabilita le notifiche la sera',
  'rifiuti tossici smaltiti dalla ditta',
  'prodotto tossico per gli organismi acquatici',
  'alcol etilico per pulire i banchi',
  'bar con alcolici e analcolici',
  'interruttore bipolare',
  'zona depressa',
  'patente da autista',
  'drogheria del centro',
  'farmacia comunale',
  'ospedale Bonomo, reparto cucina',
  'tirocinio in ospedale, servizio mensa',
  'quote detenute dai soci',
  'imputato al capitolo 318',
  'pulsante di arresto di emergenza',
  'art. 21 del regolamento comunale',
  'art. 21 DPR 445/2000',
  'sorveglianza sanitaria',
  'vale la pena provare',
  'spaccio aziendale',
  'ISEE da rinnovare entro il 31/12/2026',
  'ISEE 2026 consegnato',
  'ISEE del 15/01/2026',
  'asilo nido comunale',
  'protezione civile e protezione dei dati',
  'dispositivi di protezione: guanti e scarpe',
  'mal tempo, cantiere fermo',
  'rinviata per MAL TEMPO',
  'informazioni inf. al tutor',
  'diagnosi energetica dell’edificio',
  'cittadinanza apolide',
  'telefonare dopo le 17',
  'manca la firma del 14',
  'infortunio denunciato in tempo',
  'psicologa del lavoro',
  'deserto, inserto, concerto, sertaneja',
  'Serdini Trasporti',
];

describe('Le parole riservate', () => {
  test.each(found.map(([text, ...expected]) => ({ text, expected })))(
    '«$text» si trova',
    ({ text, expected }) => {
      const seen = restrictedWordsIn(text).map((it) => [
        text.slice(it.start, it.start + it.length),
        it.about,
      ]);

      expect(seen).toEqual(expected);
    },
  );

  test.each(harmless)('«%s» si lascia stare', (text) => {
    expect(restrictedWordsIn(text)).toEqual([]);
  });

  test('si trovano al loro posto anche tra lettere accentate e apostrofi', () => {
    const text = 'È più là, perché è all’UEPE: così è';

    const [it] = restrictedWordsIn(text);

    expect(it).toEqual({ start: text.indexOf('UEPE'), length: 4, about: 'giustizia' });
  });

  test('non si contano due volte se una sta dentro l’altra', () => {
    const text = 'detenzione domiciliare in comunità terapeutica';

    expect(restrictedWordsIn(text).map((it) => text.slice(it.start, it.start + it.length))).toEqual(
      ['detenzione', 'comunità terapeutica'],
    );
  });

  test('un testo vuoto non ne ha', () => {
    expect(restrictedWordsIn('')).toEqual([]);
  });

  test('sono scritte in minuscolo, senza accenti e una volta sola', () => {
    const words = forbiddenWords.map((it) => it.words);

    expect(words.filter((it) => !/^[a-z0-9]+\*?(?: [a-z0-9#]+\*?)*$/.test(it))).toEqual([]);
    expect(words.filter((it, at) => words.indexOf(it) !== at)).toEqual([]);
  });

  test('ognuna si trova quando è scritta da sola', () => {
    const alone = forbiddenWords.map((it) => {
      const typed = it.words.replaceAll('*', '').replace('#', '4.500');
      return it.capitals ? typed.toUpperCase() : typed;
    });

    expect(alone.filter((it) => restrictedWordsIn(it).length === 0)).toEqual([]);
  });
});

describe('Le parole di ALICE', () => {
  const tabs = Object.values<unknown>(registry)
    .filter(isTab)
    .filter((it) => it.book !== 'riservato');

  test('nelle etichette, nelle scelte e negli esempi dei fogli condivisi non ce n’è nessuna', () => {
    const words = tabs.flatMap((tab) =>
      Object.values(tab.columns).flatMap((it) => [
        it.label,
        it.example,
        ...(it.choices?.labels ?? []),
      ]),
    );

    expect(words.filter((it) => restrictedWordsIn(it).length > 0)).toEqual([]);
  });

  test('nelle impostazioni nemmeno', () => {
    const words = Object.values(settings).flatMap((it) => [it.column.label, it.column.example]);

    expect(words.filter((it) => restrictedWordsIn(it).length > 0)).toEqual([]);
  });

  test('i pacchetti di regole si chiamano senza', () => {
    expect(packs.map((it) => it.label).filter((it) => restrictedWordsIn(it).length > 0)).toEqual(
      [],
    );
  });
});

describe('Le regole sulle parole', () => {
  const every = Object.entries<Rule>(rules);
  const tabs = Object.values<unknown>(registry)
    .filter(isTab)
    .filter((it) => it.book !== 'riservato');

  test('sono una per ogni foglio condiviso', () => {
    expect(every.map(([, it]) => it.tab.name).toSorted()).toEqual(
      tabs.map((it) => it.name).toSorted(),
    );
  });

  test.each(every)('%s passa quando le note parlano di lavoro', (_, it) => {
    const row = { id: `${it.tab.id}-0001`, [it.marks]: 'telefonare dopo le 17' };

    expect(it.judge(row, around())).toBeUndefined();
  });

  test.each(every)('%s lo dice senza ripetere la parola', (_, it) => {
    const label = columnAt(it.tab, it.marks).label;
    const row = { id: `${it.tab.id}-0001`, [it.marks]: 'lo segue il SerD, ai domiciliari' };

    expect(it.judge(row, around())?.says).toBe(
      `In «${label}» ci sono parole che parlano di salute, di giustizia o di protezione: spostale nel registro riservato e lascia qui solo ciò che serve al lavoro.`,
    );
  });

  test.each(every)('%s tace se non c’è scritto nulla', (_, it) => {
    expect(it.judge({ id: `${it.tab.id}-0001` }, around())).toBeUndefined();
  });

  test.each(every)('%s si spiega da sé e resta tra chi può leggere le note', (_, it) => {
    expect(it.name.trim()).not.toBe('');
    expect(it.expects).toMatch(/«.*\.$/);
    expect(it.classes).toEqual(['freeText']);
    expect(columnAt(it.tab, it.marks).privacy).toBe('freeText');
    expect(it.needs.map((need) => columnAt(it.tab, need).kind)).not.toContain('scelta');
  });

  test('guardano anche le colonne di testo, e nominano tutte quelle in cui hanno trovato', () => {
    const row = { id: 'B-0001', skills: 'cucina, ex detenuto', notes: 'in carcere fino a maggio' };

    expect(rules.wordsInBeneficiaries.judge(row, around())?.says).toBe(
      'In «Competenze» e «Note operative» ci sono parole che parlano di salute, di giustizia o di protezione: spostale nel registro riservato e lascia qui solo ciò che serve al lavoro.',
    );
  });

  test('un cognome non è una parola riservata', () => {
    const row = { id: 'B-0001', lastName: 'Carceri', firstName: 'Diagnosi' };

    expect(rules.wordsInBeneficiaries.judge(row, around())).toBeUndefined();
  });

  test('gli indirizzi si leggono con le loro eccezioni', () => {
    const row = { id: 'B-0001', address: 'via Carceri 104', inCharge: 'SerD di Barletta' };

    expect(rules.wordsInBeneficiaries.judge(row, around())?.says).toMatch(/^In «In carico a» ci /);
  });

  test('il titolo di un workshop, di un servizio affidato e i servizi di un partner sono pubblici', () => {
    const title = 'Lavorare con persone in esecuzione penale';

    expect([
      rules.wordsInWorkshops.judge({ id: 'W-0001', title, topic: title }, around()),
      rules.wordsInOutsourcings.judge({ id: 'AF-0001', title }, around()),
      rules.wordsInPartners.judge({ id: 'PN-0001', services: title }, around()),
    ]).toEqual([undefined, undefined, undefined]);
  });

  test('il nome di una regola, copiato in una deroga, non conta', () => {
    const row = { id: 'D-0001', rule: 'La malattia di 30 giorni permette di sospendere' };

    expect(rules.wordsInWaivers.judge(row, around())).toBeUndefined();
  });
});

function isTab(it: unknown): it is AnyTab {
  return typeof it === 'object' && it !== null && 'columns' in it && 'book' in it;
}
