import {
  carriesLogos,
  type Lettered,
  type Letterhead,
  type PaperKnowledge,
  type SigningAsked,
  type SigningBook,
} from '../../src/core/paper.ts';
import { attachedData } from '../../src/core/paper-data.ts';
import type { Template } from '../../src/core/template.ts';
import { vocabularyWith } from '../documents.ts';
import { signings } from '../registry.ts';
import { policy } from '../roles.ts';
import * as settings from '../settings.ts';
import { type PaperKind, paperKinds, signers, signersOf, tutorWhoSigned } from '../signing.ts';
import { type LogoFile, type LogoShelf, logoShelf } from './funding.ts';
import type { PapersOf } from './sections.ts';

/**
 * All that printing, signing and verifying go by, for whoever has read the templates and the folder of logos, and knows
 * which papers there are.
 */
export function paperKnowledge(
  templates: readonly Template[],
  papersOf: PapersOf = () => [],
  logos: readonly LogoFile[] = [],
): PaperKnowledge {
  const shelf = logoShelf(logos);
  return {
    templates,
    vocabulary: vocabularyWith(papersOf),
    folderOf,
    letterhead: (told) => letterhead(told, shelf),
    data: {
      wanted: ({ settings: chosen }) => chosen.of(settings.attachData),
      of: (it) => attachedData(it, policy),
    },
    signings: signingBook,
  };
}

/** The ID of the internship a row belongs to, in whose folder its papers lie: its own where it belongs to none. */
export function folderOf(row: { readonly id: string }): string {
  const { internship } = row as { readonly internship?: { readonly id: string } | undefined };
  return typeof internship?.id === 'string' ? internship.id : row.id;
}

/**
 * Who issues a paper stands above every page, who pays at the top of the first; below, what it is and whom to ring.
 * Never a name: pages get apart.
 */
function letterhead(
  { template, row, around }: Letterhead,
  shelf: LogoShelf = logoShelf([]),
): Lettered {
  const chosen = around.settings;
  const phone = isForTheWorkplace(template) ? chosen.of(settings.absencePhone) : undefined;
  const body = chosen.of(settings.promoterName) ?? chosen.of(settings.programmeName) ?? 'ALICE';
  const { logos, lacks } = carriesLogos(template) ? shelf(row, around) : { logos: [], lacks: [] };
  return {
    header: { left: body, ...(logos.length > 0 ? { logos } : {}) },
    footer: [
      template.title,
      ...(phone === undefined
        ? []
        : [`In caso di assenza chiamare subito ${settings.absencePhone.column.show(phone)}`]),
    ].join(' · '),
    lacks,
  };
}

/** Lists and reports of the office have nobody to be absent. */
function isForTheWorkplace({ audience }: Template): boolean {
  return audience.some((it) => it === 'beneficiary' || it === 'company' || it === 'companyTutor');
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
