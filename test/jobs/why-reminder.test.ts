import { describe, expect, it } from 'vitest';
import { knowledge } from '../../config/index.ts';
import { internships } from '../../config/registry.ts';
import { columnAt } from '../../src/core/tab.ts';
import { fixedClock } from '../../src/integrations/memory/clock.ts';
import { memoryMailbox } from '../../src/integrations/memory/mailbox.ts';
import { recallReminders } from '../../src/jobs/past.ts';
import { answer, remind } from '../../src/jobs/remind.ts';
import { codeOf, remindersNow } from '../../src/jobs/reminders.ts';
import { whyReminder } from '../../src/jobs/why-reminder.ts';
import { aProgramme, type Programme } from '../a/programme.ts';
import { aRemindedProgramme, remindingIn, remindingKnowledge } from '../a/reminders.ts';

const monday = '2026-05-11T07:00:00Z';

async function whyIn(programme: Programme, asked: string, known = remindingKnowledge()) {
  const world = { ...(await programme.world()), knowledge: known };
  const past = await recallReminders(programme.ledger);
  return whyReminder(asked, { world, past, reminders: remindersNow(world, past, 9 * 60) });
}

/** The steps of an explanation, a line each. */
async function linesOf(programme: Programme, asked: string): Promise<readonly string[]> {
  const found = await whyIn(programme, asked);
  return (found?.chains ?? []).flatMap(({ title, steps }) => [
    title,
    ...steps.map(({ heading, text }) => `${heading}: ${text}`),
  ]);
}

describe('Why a row is reminded of', () => {
  it('tells each moment: what was sent, what is to come, and the cells it rests on', async () => {
    const programme = aRemindedProgramme([{ ID: 'T-0001', startDate: '18/5/2026' }], {
      now: monday,
    });
    await remind(remindingIn(programme, memoryMailbox()));
    const later = { ...programme, clock: fixedClock('2026-05-12T07:00:00Z') };

    const lines = await linesOf(later, 't-0001');

    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Promemoria \w{6}: Avvio da comunicare$/),
        'A chi: O-0004',
        '11/05/2026: Inviato il 11/05/2026: è dovuto oggi, 7 giorni prima del 18/05/2026.',
        '15/05/2026: Aspetta: è dovuto il 15/05/2026. Vale fino al 18/05/2026.',
        '«Data inizio»: 18/5/2026',
      ]),
    );
  });

  it('tells what settled it, though nobody was written to', async () => {
    const programme = aRemindedProgramme(
      [{ ID: 'T-0001', startDate: '18/5/2026', coProtocol: '12' }],
      { now: monday },
    );
    await remind(remindingIn(programme, memoryMailbox()));

    expect(await linesOf(programme, 'T-0001')).toContain(
      '11/05/2026: Saltato il 11/05/2026: il protocollo della CO è scritto.',
    );
  });

  it('tells which cell is blank, or that nobody is there to be written to', async () => {
    const programme = aRemindedProgramme(
      [{ ID: 'T-0001' }, { ID: 'T-0002', endDate: '26/5/2026', promoterTutor: undefined }],
      { now: monday, staff: [] },
    );

    expect(await linesOf(programme, 'T-0001')).toEqual(
      expect.arrayContaining([
        'Promemoria: Avvio da comunicare',
        'Perché no: Tace: manca «Data inizio», o non si legge.',
        '«Data inizio»: vuota',
      ]),
    );
    const late = await linesOf(programme, 'T-0002');
    expect(late.filter((it) => it.startsWith('A chi'))).toEqual(['A chi: I-0001']);
  });

  it('tells that the register no longer asks for what was sent', async () => {
    const programme = aRemindedProgramme([{ ID: 'T-0001', startDate: '18/5/2026' }], {
      now: monday,
    });
    await remind(remindingIn(programme, memoryMailbox()));
    await programme.type(internships, 'T-0001', { startDate: '25/5/2026' });

    expect((await linesOf(programme, 'T-0001')).join('\n')).toContain(
      'Inviato il 11/05/2026: è dovuto oggi, 7 giorni prima del 18/05/2026. Oggi il registro non lo chiede più.',
    );
  });

  it('names no restricted reminder in a title, of a row it is not about either', async () => {
    const found = await whyIn(aRemindedProgramme([{ ID: 'T-0001' }], { now: monday }), 'T-0001');

    expect(found?.chains.map(({ title }) => title)).toContain('Promemoria riservato');
    expect(found?.chains.map(({ title }) => title).join()).not.toContain('Nome che non si dice');
  });

  it('tells of restricted reminders to nobody but who may read what is restricted', async () => {
    const programme = aRemindedProgramme([{ ID: 'T-0001', medicalVisitOn: '1/6/2026' }], {
      now: monday,
    });

    const found = await whyIn(programme, 'T-0001');

    const secret = found?.chains.flatMap(({ title, steps }) =>
      steps.some((it) => it.classes.includes('restricted')) ? [{ title, steps }] : [],
    );
    expect(secret?.length).toBeGreaterThan(0);
    for (const { title, steps } of secret ?? []) {
      expect(title).toMatch(/^Promemoria (?:\w{6}|riservato)$/);
      expect(steps.every((it) => it.classes.includes('restricted'))).toBe(true);
    }
  });
});

describe('Why one reminder came', () => {
  it('is asked by the code that stands beside it, and tells who answered what', async () => {
    const programme = aRemindedProgramme([{ ID: 'T-0001', endDate: '26/5/2026' }], {
      now: monday,
    });
    await remind(remindingIn(programme, memoryMailbox()));
    const [kept] = await programme.ledger.occurrences();
    const code = codeOf(kept ?? { thread: '' });
    const { ledger, clock } = programme;
    const known = remindingKnowledge();
    const world = { ...(await programme.world()), knowledge: known };
    await answer(code, { what: 'done' }, { knowledge: known, world, ledger, clock, by: 'O-0004' });
    await remind(
      remindingIn({ ...programme, clock: fixedClock('2026-06-03T07:00:00Z') }, memoryMailbox()),
    );

    const lines = await linesOf(programme, code.toUpperCase());

    expect(lines[0]).toBe(`Promemoria ${code}: Fine vicina`);
    expect(lines.join('\n')).toContain('O-0004 ha detto «fatto» il 11/05/2026');
  });

  it('is nothing to explain where nobody knows the code', async () => {
    expect(await whyIn(aRemindedProgramme([]), 'zzzzzz')).toBe(undefined);
  });
});

describe('Why a kind of reminder is sent, and why not', () => {
  const all = Object.entries(knowledge.reminders);

  it.each(all.map(([name, it]) => [name, it] as const))('is told of «%s»', async (name, rule) => {
    const programme = aProgramme([[rule.tab, [{ ID: `${rule.tab.id}-0001` }]]], { now: monday });

    const [chain, ...others] = (await whyIn(programme, name, knowledge))?.chains ?? [];
    const step = (heading: string) => chain?.steps.find((it) => it.heading === heading)?.text;
    expect(others).toEqual([]);
    expect(chain?.title).toBe(rule.name);
    expect(step('A che cosa serve')).toBe(rule.about);
    expect(step('Quando')).not.toMatch(/undefined|promoterTutor|companyTutor/);
    expect(step('Parte')).toMatch(/^Quando le celle/);
    expect(step('Non parte')).toContain(rule.legal ? 'obbligo' : `--stop ${name}`);
  });

  it.each(all.map(([name, it]) => [name, it] as const))(
    'of a row without its cells names them: «%s»',
    async (_, rule) => {
      const programme = aProgramme([[rule.tab, [{ ID: `${rule.tab.id}-0001` }]]], { now: monday });

      const found = await whyIn(programme, `${rule.tab.id}-0001`, knowledge);

      const texts = (found?.chains ?? []).flatMap(({ steps }) => steps.map((it) => it.text));
      const [need = ''] = rule.needs;
      expect(texts.join('\n')).toContain(`«${columnAt(rule.tab, need).label}»`);
    },
  );
});
