import type { Document } from '../../src/core/document.ts';
import type {
  Letterhead,
  PaperKnowledge,
  SigningAsked,
  SigningBook,
} from '../../src/core/paper.ts';
import type { Template } from '../../src/core/template.ts';
import { vocabularyWith } from '../documents.ts';
import { signings } from '../registry.ts';
import * as settings from '../settings.ts';
import { type PaperKind, paperKinds, signers, signersOf, tutorWhoSigned } from '../signing.ts';
import type { PapersOf } from './sections.ts';

/** All that printing, signing and verifying go by, for whoever has read the templates and knows which papers there are. */
export function paperKnowledge(
  templates: readonly Template[],
  papersOf: PapersOf = () => [],
): PaperKnowledge {
  return {
    templates,
    vocabulary: vocabularyWith(papersOf),
    folderOf,
    letterhead,
    signings: signingBook,
  };
}

/** The ID of the internship a row belongs to, in whose folder its papers lie: its own where it belongs to none. */
export function folderOf(row: { readonly id: string }): string {
  const { internship } = row as { readonly internship?: { readonly id: string } | undefined };
  return typeof internship?.id === 'string' ? internship.id : row.id;
}

/** Who issues a paper stands above every page; below, its own ID and whom to ring. Never a name: pages get apart. */
export function letterhead({
  template,
  row,
  around,
}: Letterhead): Pick<Document, 'header' | 'footer'> {
  const chosen = around.settings;
  const phone = chosen.of(settings.absencePhone);
  const body = chosen.of(settings.promoterName) ?? chosen.of(settings.programmeName) ?? 'ALICE';
  return {
    header: { left: body },
    footer: [
      `${template.title} – ${row.id}`,
      ...(phone === undefined ? [] : [`In caso di assenza chiamare subito ${phone}`]),
    ].join(' · '),
  };
}

const { columns } = signings;

/** Where signatures are written, and who may sign what. */
export const signingBook: SigningBook = {
  tab: signings,
  columns: {
    kind: 'kind',
    about: 'about',
    number: 'number',
    version: 'version',
    scan: 'scan',
    registeredOn: 'protocolOn',
    refusedOn: 'refusedOn',
  } satisfies Record<string, keyof typeof columns>,
  parties: {
    beneficiary: {
      label: signers.beneficiary.of,
      called: ['beneficiario', 'tirocinante', 'borsista'],
      on: 'beneficiarySignedOn',
    },
    company: {
      label: signers.company.of,
      called: ['ospitante', 'soggetto ospitante'],
      on: 'companySignedOn',
      by: 'companySignedBy',
    },
    promoter: {
      label: signers.promoter.of,
      called: ['promotore', 'soggetto promotore'],
      on: 'promoterSignedOn',
      by: 'promoterSignedBy',
    },
    service: {
      label: signers.service.of,
      called: ['servizio', 'servizio sociale', 'servizi sociali'],
      on: 'serviceSignedOn',
      by: 'serviceSignedBy',
    },
    tutors: { label: signers.tutors.of, called: ['tutor'], on: 'tutorSignedOn' },
  },
  needed: ({ kind, about, around }) =>
    isPaperKind(kind) ? signersOf({ kind, about }, around) : [],
  objection: ({ party, name, about, around }) => objectionTo({ party, name, about, around }),
};

function objectionTo({
  party,
  name,
  about,
  around,
}: Omit<SigningAsked, 'kind'> & { readonly party: string; readonly name: string }) {
  if (party !== 'company' || name === '') return undefined;
  const tutor = tutorWhoSigned({ about, companySignedBy: name }, around);
  return tutor === undefined
    ? undefined
    : `Per l’ospitante firma il legale rappresentante, oppure chi ha una delega scritta: ${tutor.id} è il tutor. Scrivi chi ha firmato: --by "ospitante Cognome Nome".`;
}

/** Kinds are told by their name in code, as rows hold them. */
function isPaperKind(kind: string): kind is PaperKind {
  return Object.hasOwn(paperKinds, kind);
}
