import type { Rule } from '../../src/core/rule.ts';
import type { AnyTab } from '../../src/core/tab.ts';
import { list } from '../../src/core/words.ts';
import { keeperOf } from '../duties.ts';
import { restrictedWordsIn } from '../forbidden-words.ts';
import {
  agreements,
  attendanceSheets,
  batches,
  beneficiaries,
  budget,
  closures,
  companies,
  companyTutors,
  contacts,
  cooperatives,
  enrolments,
  insertionPlans,
  internships,
  interviews,
  labs,
  municipalities,
  operators,
  outcomes,
  outsourcings,
  partners,
  places,
  referrals,
  requests,
  signings,
  sites,
  variations,
  visits,
  waivers,
  workshops,
} from '../registry.ts';

// One rule a tab: whatever people write there, health, justice and protection stay in the restricted book (domain P6).

export const wordsInMunicipalities = wordsIn(municipalities);
export const wordsInLabs = wordsIn(labs);
export const wordsInOperators = wordsIn(operators);
export const wordsInCompanies = wordsIn(companies);
export const wordsInSites = wordsIn(sites);
export const wordsInCompanyTutors = wordsIn(companyTutors);
export const wordsInClosures = wordsIn(closures);
export const wordsInAgreements = wordsIn(agreements);
export const wordsInPlaces = wordsIn(places);
export const wordsInCooperatives = wordsIn(cooperatives);
/** What a service, a workshop or a partner does is public, and may well be named. */
export const wordsInOutsourcings = wordsIn(outsourcings, ['title']);
export const wordsInWorkshops = wordsIn(workshops, ['title', 'topic']);
export const wordsInEnrolments = wordsIn(enrolments);
export const wordsInPartners = wordsIn(partners, ['services']);
export const wordsInBeneficiaries = wordsIn(beneficiaries);
export const wordsInContacts = wordsIn(contacts);
export const wordsInInterviews = wordsIn(interviews);
export const wordsInInsertionPlans = wordsIn(insertionPlans);
export const wordsInInternships = wordsIn(internships);
export const wordsInVariations = wordsIn(variations);
export const wordsInAttendanceSheets = wordsIn(attendanceSheets);
export const wordsInVisits = wordsIn(visits);
export const wordsInSignings = wordsIn(signings);
export const wordsInOutcomes = wordsIn(outcomes);
/** The name of a rule is copied from «Da correggere»: nobody chose its words. */
export const wordsInWaivers = wordsIn(waivers, ['rule']);
export const wordsInRequests = wordsIn(requests);
export const wordsInReferrals = wordsIn(referrals);
export const wordsInBatches = wordsIn(batches);
export const wordsInBudget = wordsIn(budget);

/**
 * The rule that reads all that is written in words in a tab, names of people aside, which mean nothing. Unlike `rule`
 * it looks at several cells, each of which may be blank, and marks the notes, where such words mostly are; the
 * sentence names the columns and never the words, nor what they are about.
 */
function wordsIn(tab: AnyTab, but: readonly string[] = []): Rule {
  const read = Object.entries(tab.columns)
    .filter(
      ([key, { kind, privacy }]) =>
        (kind === 'testo' || kind === 'testo libero') && privacy !== 'name' && !but.includes(key),
    )
    .map(([key, { label }]) => ({ key, label }));
  const [notes] =
    Object.entries(tab.columns)
      .filter(([, it]) => it.privacy === 'freeText')
      .at(-1) ?? [];
  if (notes === undefined) throw new Error(`${tab.name} has no notes to mark`);
  return {
    tab,
    name: `In «${tab.name}» non ci sono parole su salute, giustizia o protezione`,
    expects:
      'Solo ciò che serve al lavoro, ad esempio «telefonare dopo le 17»; il resto sta nel registro riservato.',
    level: 'avvisa',
    mends: keeperOf(tab),
    source:
      'Regolamento UE 2016/679 artt. 9 e 10; art. 2-octies d.lgs. 196/2003; Garante, provvedimento 363/2025',
    needs: read.map((it) => it.key),
    uses: [],
    marks: notes,
    // That there is something to move says something of the person: as free as the text itself.
    classes: ['freeText'],
    judge(row) {
      const found = read.filter(({ key }) => {
        // Rows are plain objects by column name.
        const text = (row as Readonly<Record<string, unknown>>)[key];
        return typeof text === 'string' && restrictedWordsIn(text).length > 0;
      });
      if (found.length === 0) return undefined;
      const where = list(found.map((it) => `«${it.label}»`));
      return {
        says: `In ${where} ci sono parole che parlano di salute, di giustizia o di protezione: spostale nel registro riservato e lascia qui solo ciò che serve al lavoro.`,
      };
    },
  };
}
