/** What a newcomer reads first in «Leggimi»: a heading and a sentence or two each. */
export const welcome: readonly (readonly [heading: string, text: string])[] = [
  [
    'Buongiorno',
    'Questo è il registro del programma. Si lavora come sempre: si scrive, si ordina, si filtra. ALICE lo legge, controlla ogni riga e scrive nei suoi fogli che cosa non torna.',
  ],
  [
    'Da dove si comincia',
    'Dal foglio «Da fare»: le prime dieci cose per ogni operatore, con in cima quelle che bloccano un avvio o un pagamento. «Da correggere» le elenca tutte.',
  ],
  [
    'Che cosa fa ALICE nei vostri fogli',
    'Scrive l’ID nelle celle ID vuote e tiene le colonne «Verifica» e «Stato». Nient’altro: le vostre parole non le tocca e non le cancella.',
  ],
  [
    'I colori',
    'Una cella colorata è citata in «Da correggere»: rosso blocca, giallo avvisa, azzurro è una nota. Lo stesso dice a parole la colonna «Verifica».',
  ],
  [
    'Che cosa non si scrive qui',
    'Notizie di salute, di giustizia, di dipendenza, motivi di assenza: stanno solo nel registro riservato, con l’ID della persona.',
  ],
  [
    'Se il file è aperto',
    'ALICE aspetta e intanto risponde nel file accanto, «… - da correggere.xlsx».',
  ],
];

/** How one works in a tab where «una riga per …» does not say enough, by the tab's label. */
export const howTo: Readonly<Record<string, string>> = {
  'Fogli presenze':
    'Una riga per tirocinio e mese: in ogni giorno P, A, C, S, R oppure le ore (4,5 · 4:30 · 9-13). Una A si scrive il giorno stesso, perché senza ALICE non può saperlo e nessuno viene avvisato; il resto quando il foglio firmato arriva. I motivi delle assenze solo nel riservato.',
  Beneficiari:
    'Una riga per persona. Nella «Situazione segnalata» si scrive solo Rinuncia, Irreperibile o In attesa: ogni altro stato lo ricava ALICE.',
  Tirocini:
    'Una riga per tirocinio: persona, sede, tutor, date, orario, coperture e comunicazione obbligatoria. Finché manca qualcosa, l’avvio è segnalato come bloccato.',
  Variazioni:
    'Una riga per ogni proroga, sospensione, cambio o chiusura: dal–al e atto, mai il motivo.',
  Deroghe:
    'Una riga per ogni eccezione di cui qualcuno risponde: si copia il nome della regola da «Da correggere».',
  Richieste: 'Scegli che cosa ti serve e su quale ID: la risposta compare accanto.',
};
