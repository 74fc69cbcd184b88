import { createHash } from 'node:crypto';
import { knowledge } from '../../config/index.ts';
import {
  attendanceSheets,
  beneficiaries,
  companies,
  companyTutors,
  internships,
  signings,
  variations,
} from '../../config/registry.ts';
import * as settings from '../../config/settings.ts';
import { blocksAsText, type Document, wordings } from '../../src/core/document.ts';
import type { PaperKnowledge, SigningBook } from '../../src/core/paper.ts';
import type { Around } from '../../src/core/rule.ts';
import type { RowOf } from '../../src/core/tab.ts';
import { readTemplate, type Template, type Vocabulary } from '../../src/core/template.ts';
import { comparable } from '../../src/core/words.ts';
import type { Printer } from '../../src/pdf/index.ts';

/** What the templates of these tests may speak of: real tabs, and little more. */
export const someVocabulary: Vocabulary = {
  tabs: [
    beneficiaries,
    internships,
    companies,
    companyTutors,
    variations,
    attendanceSheets,
    signings,
  ],
  settings: { absencePhone: settings.absencePhone, programmeName: settings.programmeName },
  derived: [
    {
      tab: internships,
      label: 'giorno di oggi',
      privacy: 'internal',
      value: (_, { today }) => today,
      lacks: 'il giorno',
    },
  ],
  collections: [
    {
      tab: internships,
      label: 'variazioni',
      of: variations,
      rows: (row, around) =>
        // A collection of «Tirocini» is asked for its rows alone.
        around.where(variations, 'internship', row as RowOf<typeof internships>),
    },
  ],
  sections: [
    {
      name: 'mese',
      tab: internships,
      classes: ['internal'],
      blocks: ({ around }) => ({
        blocks: [{ kind: 'paragraph', text: [around.today.slice(0, 7)] }],
      }),
    },
  ],
  audiences: { tutti: 'coordinator' },
  moments: {
    sempre: () => undefined,
    'prima dell’avvio': (row, { today }) => {
      // Named by templates of «Tirocini» alone.
      const { id, startDate } = row as RowOf<typeof internships>;
      return startDate !== undefined && startDate <= today
        ? `${id} è già cominciato: questa carta si stampa prima.`
        : undefined;
    },
  },
  policy: knowledge.policy,
  scan: (text) => (text.includes('proibito') ? ['proibito'] : []),
  withheld: () => undefined,
};

/** Signings as the register keeps them. */
export const someSignings: SigningBook = {
  tab: signings,
  columns: {
    kind: 'kind',
    about: 'about',
    number: 'number',
    version: 'version',
    scan: 'scan',
    registeredOn: 'protocolOn',
    refusedOn: 'refusedOn',
  },
  parties: {
    beneficiary: {
      label: 'chi partecipa',
      called: ['beneficiario', 'tirocinante'],
      on: 'beneficiarySignedOn',
    },
    company: {
      label: 'l’ospitante',
      called: ['ospitante', 'soggetto ospitante'],
      on: 'companySignedOn',
      by: 'companySignedBy',
    },
    promoter: {
      label: 'il promotore',
      called: ['promotore', 'soggetto promotore'],
      on: 'promoterSignedOn',
      by: 'promoterSignedBy',
    },
    tutors: { label: 'i tutor', called: ['tutor', 'tutor ospitante'], on: 'tutorSignedOn' },
  },
  needed: ({ kind }) => (kind === 'notice' ? [] : ['beneficiary', 'company', 'promoter']),
  objection: ({ party, name, about, around }) =>
    party === 'company' && isHostTutor(name, about, around)
      ? 'Per l’ospitante firma il legale rappresentante, non il tutor ospitante.'
      : undefined,
};

function isHostTutor(name: string, about: string, around: Around): boolean {
  const company = around.where(internships, 'id', about)[0]?.company;
  const key = (words: string) => comparable(words).split(' ').toSorted().join(' ');
  return (
    company !== undefined &&
    around
      .where(companyTutors, 'company', company)
      .some((it) => key(`${it.lastName} ${it.firstName}`) === key(name))
  );
}

/** An agreement of «Tirocini» that is signed; `head` adds to its front matter, `body` takes the place of its text. */
export function anAgreementTemplate(
  but: {
    readonly kind?: string;
    readonly head?: string;
    readonly body?: string;
    readonly moment?: string;
  } = {},
): Template {
  return aTemplate({
    kind: but.kind ?? 'accordo',
    text: `---
titolo: Accordo di borsa lavoro
foglio: Tirocini
quando: ${but.moment ?? 'sempre'}
firmano: beneficiario, ospitante, promotore
destinatari: tutti
firma: Accordo di borsa lavoro
${but.head ?? ''}
---
${but.body ?? '{{beneficiario.cognome}} {{beneficiario.telefono}} dal {{data inizio}} al {{data fine}}, {{indennità mensile}} al mese. {{attività?}}'}
`,
  });
}

/** A paper nobody signs. */
export function aPlainTemplate(
  but: { readonly kind?: string; readonly head?: string; readonly body?: string } = {},
): Template {
  return aTemplate({
    kind: but.kind ?? 'scheda',
    text: `---
titolo: Scheda
foglio: Tirocini
quando: sempre
destinatari: tutti
${but.head ?? ''}
---
${but.body ?? '{{ID}} dal {{data inizio}}'}
`,
  });
}

/** An addendum of «Variazioni» that amends the agreement. */
export function anAddendumTemplate(): Template {
  return aTemplate({
    kind: 'proroga',
    text: `---
titolo: Proroga
foglio: Variazioni
quando: sempre
destinatari: tutti
firma: Addendum al PFI
integra: accordo
---
{{tirocinio.ID}} fino al {{nuova data fine}}
`,
  });
}

/** A template of the words of its file; throws where they are not sound. */
export function aTemplate(source: { readonly kind: string; readonly text: string }): Template {
  const { template, faults } = readTemplate(source, someVocabulary);
  if (template === undefined) throw new Error(JSON.stringify(faults));
  return template;
}

/** All that printing goes by, with these templates: an agreement unless told. */
export function somePapers(
  templates: readonly Template[] = [anAgreementTemplate()],
): PaperKnowledge {
  return {
    templates,
    vocabulary: someVocabulary,
    folderOf: (row) => {
      // Rows are plain objects by column name.
      const { internship } = row as { readonly internship?: { readonly id: string } };
      return internship?.id ?? row.id;
    },
    letterhead: ({ around }) => ({
      header: { left: around.settings.of(settings.programmeName) ?? 'ALICE' },
      footer: 'Ambito di Esempio',
    }),
    signings: someSignings,
  };
}

/** A printer whose papers are text that can be read: the same document gives the same bytes. Ethiopic letters it has none of. */
export const typewriter: Printer = {
  print: async (document) => new TextEncoder().encode(typed(document)),
  uncovered: (document) =>
    wordings(document).flatMap(({ where, text }) =>
      /\p{Script=Ethiopic}/u.test(text) ? [{ char: 'ክ', where }] : [],
    ),
};

function typed(document: Document): string {
  return `%PDF-1.7 <</Producer(ALICE)>> ${document.title}\n${document.subject ?? ''}\n${blocksAsText(document)}\n${document.created}${document.attached?.json ?? ''}`;
}

/** The SHA-256 of a file. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
