/** What is done at a host: how papers name it, what somebody learns there. The codes have the right form; whether they fit is nobody's business here. */
export interface Trade {
  readonly activity: string;
  readonly ateco: string;
  readonly ccnl: string;
  readonly cp: string;
  readonly job: string;
  readonly tutor: string;
  readonly tasks: string;
  readonly skills: string;
  readonly sepAda: string;
  readonly objectives: string;
  readonly risk: 'low' | 'medium' | 'high';
}

/** The trades of the demo's hosts. */
export const trades = {
  bakery: {
    activity: 'panificio e pasticceria', ateco: '10.71.10', ccnl: 'Panificazione artigiana', cp: '6.5.1.2.1', job: 'Aiuto panettiere',
    tutor: 'capo fornaio', tasks: 'preparare impasti, infornare, tenere pulito il laboratorio', skills: 'panificazione, ordine, igiene alimentare',
    sepAda: 'Produzioni alimentari – ADA.02.01.10', objectives: 'condurre un ciclo di panificazione con l’aiuto del tutor', risk: 'medium',
  },
  carpentry: {
    activity: 'falegnameria', ateco: '16.23.10', ccnl: 'Legno e arredamento', cp: '6.5.2.2.2', job: 'Aiuto falegname',
    tutor: 'capo officina', tasks: 'carteggiare, montare, rifinire piccoli mobili', skills: 'montaggio, misura, verniciatura',
    sepAda: 'Legno e arredo – ADA.04.02.06', objectives: 'montare un mobile semplice seguendo il disegno', risk: 'high',
  },
  green: {
    activity: 'manutenzione del verde', ateco: '81.30.00', ccnl: 'Cooperative sociali', cp: '6.4.1.3.1', job: 'Aiuto giardiniere',
    tutor: 'responsabile del verde', tasks: 'potare siepi, irrigare, raccogliere le foglie', skills: 'potatura, irrigazione, cura del verde',
    sepAda: 'Agricoltura e verde – ADA.01.02.09', objectives: 'curare un’area verde con un calendario di lavori', risk: 'medium',
  },
  office: {
    activity: 'servizi al pubblico', ateco: '84.11.10', ccnl: 'Funzioni locali', cp: '4.1.1.2.0', job: 'Aiuto di sportello',
    tutor: 'responsabile dell’ufficio', tasks: 'accogliere il pubblico, ordinare le pratiche, usare il computer', skills: 'accoglienza, computer, archivio',
    sepAda: 'Servizi alle imprese – ADA.25.02.04', objectives: 'gestire l’accoglienza di uno sportello', risk: 'low',
  },
  caretaking: {
    activity: 'custodia e pulizia degli ambienti', ateco: '81.21.00', ccnl: 'Multiservizi', cp: '8.1.4.3.0', job: 'Aiuto custode',
    tutor: 'responsabile della casa', tasks: 'aprire e chiudere gli ambienti, riordinare, piccole riparazioni', skills: 'pulizie, ordine, piccole riparazioni',
    sepAda: 'Servizi di pulizia – ADA.25.01.02', objectives: 'tenere in ordine un edificio aperto al pubblico', risk: 'low',
  },
  garage: {
    activity: 'autofficina', ateco: '95.31.10', ccnl: 'Metalmeccanica artigianato', cp: '6.2.3.1.1', job: 'Aiuto meccanico',
    tutor: 'capo officina', tasks: 'smontare e rimontare, controllare i livelli, tenere in ordine gli attrezzi', skills: 'montaggio, attrezzi, ordine',
    sepAda: 'Meccanica – ADA.07.56.18', objectives: 'eseguire il tagliando di un’automobile con l’aiuto del tutor', risk: 'high',
  },
  tailoring: {
    activity: 'sartoria e maglieria', ateco: '14.13.10', ccnl: 'Tessile e moda', cp: '6.5.3.3.1', job: 'Aiuto sarta',
    tutor: 'capo laboratorio', tasks: 'tagliare, cucire a macchina, stirare', skills: 'cucito, stiratura, rammendo',
    sepAda: 'Tessile e moda – ADA.05.02.04', objectives: 'confezionare un capo semplice', risk: 'medium',
  },
  greengrocer: {
    activity: 'vendita di frutta e verdura', ateco: '47.21.10', ccnl: 'Terziario', cp: '5.1.2.2.0', job: 'Aiuto al banco',
    tutor: 'titolare del banco', tasks: 'preparare il banco, servire, controllare le scorte', skills: 'vendita, cassa, ordine',
    sepAda: 'Distribuzione commerciale – ADA.12.01.08', objectives: 'servire al banco in autonomia', risk: 'low',
  },
  kitchen: {
    activity: 'ristorazione', ateco: '56.11.10', ccnl: 'Turismo e pubblici esercizi', cp: '5.2.2.1.0', job: 'Aiuto cuoco',
    tutor: 'capo cuoco', tasks: 'lavare e tagliare verdure, preparare piatti freddi, riordinare', skills: 'cucina, igiene alimentare, ordine',
    sepAda: 'Turismo e ristorazione – ADA.23.01.06', objectives: 'preparare i piatti freddi di un menù', risk: 'medium',
  },
  shop: {
    activity: 'commercio al dettaglio', ateco: '47.12.10', ccnl: 'Terziario', cp: '5.1.2.2.0', job: 'Addetto alle vendite',
    tutor: 'responsabile del negozio', tasks: 'rifornire gli scaffali, servire, tenere la cassa', skills: 'vendita, cassa, vetrina',
    sepAda: 'Distribuzione commerciale – ADA.12.01.08', objectives: 'gestire un reparto di un piccolo negozio', risk: 'low',
  },
  packaging: {
    activity: 'confezionamento', ateco: '82.92.00', ccnl: 'Multiservizi', cp: '8.1.3.2.0', job: 'Addetto al confezionamento',
    tutor: 'responsabile di linea', tasks: 'montare scatole, confezionare, etichettare', skills: 'precisione, ordine, inventario',
    sepAda: 'Trasporti e logistica – ADA.11.01.15', objectives: 'seguire una linea di confezionamento', risk: 'medium',
  },
  hotel: {
    activity: 'albergo', ateco: '55.10.00', ccnl: 'Turismo e pubblici esercizi', cp: '5.2.1.1.0', job: 'Aiuto ai piani',
    tutor: 'governante', tasks: 'rifare le camere, ordinare la biancheria, accogliere', skills: 'pulizie, guardaroba, accoglienza',
    sepAda: 'Turismo e ristorazione – ADA.23.02.05', objectives: 'preparare le camere di un piano', risk: 'low',
  },
  laundry: {
    activity: 'lavanderia', ateco: '96.10.01', ccnl: 'Lavanderie industriali', cp: '8.1.6.2.0', job: 'Addetto alla lavanderia',
    tutor: 'responsabile di reparto', tasks: 'smistare, lavare, stirare, consegnare', skills: 'pulizie, stiratura, ordine',
    sepAda: 'Servizi alla persona – ADA.21.03.02', objectives: 'gestire un ciclo di lavaggio e stiratura', risk: 'medium',
  },
  warehouse: {
    activity: 'magazzino e consegne', ateco: '52.10.10', ccnl: 'Logistica', cp: '8.1.3.1.0', job: 'Aiuto magazziniere',
    tutor: 'capo magazziniere', tasks: 'ricevere la merce, sistemarla, preparare gli ordini', skills: 'magazzino, muletto, inventario',
    sepAda: 'Trasporti e logistica – ADA.11.01.15', objectives: 'preparare un ordine completo', risk: 'medium',
  },
  oil: {
    activity: 'frantoio', ateco: '10.41.10', ccnl: 'Industria alimentare', cp: '8.3.1.1.0', job: 'Aiuto frantoiano',
    tutor: 'capo frantoiano', tasks: 'scaricare le olive, imbottigliare, tenere puliti gli impianti', skills: 'ordine, imbottigliamento, igiene alimentare',
    sepAda: 'Produzioni alimentari – ADA.02.05.01', objectives: 'seguire l’imbottigliamento dell’olio', risk: 'medium',
  },
} as const satisfies Readonly<Record<string, Trade>>;
