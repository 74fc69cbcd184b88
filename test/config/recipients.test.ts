import { describe, expect, it } from 'vitest';
import { digestOf } from '../../config/digest.ts';
import { knowledge } from '../../config/index.ts';
import { callersFor, recipientById, recipientsOf, withoutSlack } from '../../config/recipients.ts';
import * as registry from '../../config/registry.ts';
import * as reminders from '../../config/reminders.ts';
import { coordinatorMailbox } from '../../config/settings.ts';
import { day } from '../../src/core/day.ts';
import { occurrencesOf, type Recipient } from '../../src/core/due.ts';
import type { DigestItem } from '../../src/core/knowledge.ts';
import { settingsFrom } from '../../src/core/setting.ts';
import type { AnyTab, RowOf } from '../../src/core/tab.ts';
import { around } from '../a/around.ts';
import { aCompany, aCompanyTutor } from '../a/imprese.ts';
import { aBeneficiary, aCoordinator, aLab, anInterview, anOperator } from '../a/persone.ts';
import { anInternship, aPromoterTutor } from '../a/tirocini.ts';

type Row = { readonly id: string };

function world(...rows: readonly (readonly [AnyTab, readonly Row[]])[]) {
  return around({ rows });
}

const tutor = aPromoterTutor();
const coordinator = aCoordinator();
const staff = [registry.operators, [coordinator, tutor]] as const;

describe('Chi riceve un promemoria', () => {
  it('è chi la riga nomina, se è ancora in servizio; altrimenti chi ha il ruolo; altrimenti chi coordina', () => {
    const row = anInternship({ promoterTutor: tutor });
    const left = aPromoterTutor({ id: 'O-0009', to: day('2026-05-19') });
    const orphan = anInternship({ promoterTutor: left });
    const ids = (it: RowOf<typeof registry.internships>, ...all: readonly Row[]) =>
      recipientsOf('promoterTutor', it, world([registry.operators, all])).map(({ id }) => id);

    expect(ids(row, coordinator, tutor)).toEqual(['O-0004']);
    expect(ids(orphan, coordinator, tutor, left)).toEqual(['O-0004']);
    expect(ids(orphan, coordinator, left)).toEqual(['O-0001']);
  });

  it('senza Slack riceve per e-mail, e senza indirizzo va chiamato', () => {
    const both = anOperator({ id: 'O-0002', slackId: 'U012AB3CD', email: 'due@example.org' });
    const slackOnly = anOperator({ id: 'O-0003', slackId: 'U012AB3CE', email: undefined });
    const where = world([registry.operators, [both, slackOnly]]);
    const reached = (id: string) => {
      const found = recipientById(id, where);
      const now = found && withoutSlack(found, where);
      return [found?.channel, now?.channel, now?.address];
    };

    expect(reached('O-0002')).toEqual(['slack', 'email', 'due@example.org']);
    expect(reached('O-0003')).toEqual(['slack', 'phone', undefined]);
  });

  it('per una persona è il suo operatore; se manca, quelli del suo laboratorio', () => {
    const lab = aLab();
    const here = anOperator({ id: 'O-0002', lab });
    const elsewhere = anOperator({ id: 'O-0003', lab: aLab({ id: 'L-0002' }) });
    const where = world([registry.operators, [here, elsewhere]]);

    expect(
      recipientsOf('operator', aBeneficiary({ operator: elsewhere, lab }), where).map(
        ({ id }) => id,
      ),
    ).toEqual(['O-0003']);
    expect(
      recipientsOf(
        'operator',
        anInterview({ operator: undefined, lab: undefined, beneficiary: aBeneficiary({ lab }) }),
        where,
      ).map(({ id }) => id),
    ).toEqual(['O-0002']);
  });

  it('della CO è l’ospitante o il suo consulente; se la invia il promotore, o non si sa, nessuno di fuori', () => {
    const company = aCompany({ labourConsultantEmail: 'studio@example.org' });
    const by = (coSentBy: RowOf<typeof registry.internships>['coSentBy']) =>
      recipientsOf('sender', anInternship({ company, coSentBy }), world(staff)).map(
        ({ id, address }) => [id, address],
      );

    expect(by('company')).toEqual([['I-0001', 'forno@example.org']]);
    expect(by('consultant')).toEqual([['I-0001+consulente', 'studio@example.org']]);
    expect(by('promoter')).toEqual([]);
    expect(by(undefined)).toEqual([]);
  });

  it('riceve dove preferisce: Slack se c’è l’ID, se no e-mail, se no al telefono', () => {
    const reached = (but: Partial<RowOf<typeof registry.operators>>) => {
      const [one] = recipientsOf('self', anOperator(but), world());
      return [one?.channel, one?.address, one?.legalOnly];
    };
    const bare = { slackId: undefined, email: undefined, channel: undefined };

    expect(reached({ channel: undefined })).toEqual(['slack', 'U012AB3CD', undefined]);
    expect(reached({ channel: 'email' })).toEqual(['email', 'anna.bianchi@example.org', undefined]);
    expect(reached({ slackId: undefined })).toEqual([
      'email',
      'anna.bianchi@example.org',
      undefined,
    ]);
    expect(reached(bare)).toEqual(['phone', undefined, undefined]);
    expect(reached({ channel: 'none' })).toEqual(['slack', 'U012AB3CD', true]);
  });

  it('con «nessun messaggio» ha solo quelli di legge', () => {
    const row = anInternship({
      coProtocol: undefined,
      promoterTutor: { ...tutor, channel: 'none' },
    });
    const where = world(
      [registry.internships, [row]],
      [registry.operators, [coordinator, row.promoterTutor ?? tutor]],
    );
    const { startCommunication, firstWeekCheck } = reminders;
    const found = occurrencesOf({
      reminders: { startCommunication, firstWeekCheck },
      around: where,
      recipients: recipientsOf,
    }).filter(({ to }) => to === 'O-0004');

    expect(new Set(found.map(({ reminder }) => reminder))).toEqual(new Set(['startCommunication']));
  });

  it('se è un tutor ospitante che vuole il telefono sta nell’elenco di chi segue il tirocinio', () => {
    const companyTutor = aCompanyTutor({ channel: 'phone', email: 'tutor@example.org' });
    const row = anInternship({ companyTutor, promoterTutor: tutor });
    const where = world(staff);

    expect(recipientsOf('companyTutor', row, where)).toMatchObject([{ channel: 'phone' }]);
    expect(callersFor(row, where).map(({ id }) => id)).toEqual(['O-0004']);
  });

  it('si ritrova dal suo ID, finché la riga c’è e il servizio dura', () => {
    const company = aCompany({ labourConsultantEmail: 'studio@example.org' });
    const left = anOperator({ id: 'O-0007', to: day('2026-05-19') });
    const where = world(
      [registry.operators, [coordinator, left]],
      [registry.companies, [company]],
      [registry.companyTutors, [aCompanyTutor({ company })]],
    );

    expect(recipientById('O-0001', where)?.role).toBe('coordinator');
    expect(recipientById('I-0001', where)?.form).toBe('Lei');
    expect(recipientById('I-0001+consulente', where)?.address).toBe('studio@example.org');
    expect(recipientById('TO-0001', where)?.role).toBe('companyTutor');
    expect(recipientById('O-0007', where)).toBeUndefined();
    expect(recipientById('O-0099', where)).toBeUndefined();
  });

  it('chi non si conosce è uno sbaglio nostro', () => {
    expect(() => recipientsOf('nobody', anInternship(), world())).toThrow('nobody');
  });
});

describe('La lettera del giorno', () => {
  const settings = settingsFrom(
    new Map([[coordinatorMailbox.column.label, 'coordinamento@example.org']]),
  );
  const where = around({ settings });
  const reader: Recipient = {
    id: 'O-0004',
    role: 'promoterTutor',
    form: 'tu',
    name: 'Sara Conti',
    channel: 'email',
    address: 'sara.conti@example.org',
  };
  const item = (
    name: string,
    but: Partial<DigestItem> & { readonly step?: number; readonly to?: string } = {},
  ): DigestItem => {
    const reminder = knowledge.reminders[name];
    if (reminder === undefined) throw new Error(`there is no reminder ${name}`);
    const step = reminder.steps[but.step ?? 0] ?? reminder.steps[0];
    if (step === undefined) throw new Error('a reminder has steps');
    return {
      reminder,
      occurrence: {
        key: name,
        thread: name,
        reminder: name,
        about: 'T-0001',
        occasion: { anchor: day('2026-06-01') },
        step,
        as: 'promoterTutor',
        to: but.to ?? reader.id,
        due: day('2026-05-25'),
        until: day('2026-06-01'),
      },
      told: { says: `Da fare per ${name} <subito>.`, brief: 'T-0001: da fare.' },
      late: false,
      code: 'k7m2qd',
      ...but,
    };
  };
  const items = [
    item('durcExpiry', { code: 'zzz999' }),
    item('visitOverdue', { late: true }),
    item('startPapers', { step: 1 }),
    item('monthSheet', { to: 'TO-0001' }),
  ];
  const letter = digestOf({ recipient: reader, items, around: where, weekly: true });

  it('ha un oggetto che conta e non nomina nessuno', () => {
    expect(letter.subject).toBe('ALICE: 4 cose per oggi, 1 urgente');
    expect(
      digestOf({ recipient: reader, items: items.slice(0, 1), around: where, weekly: true })
        .subject,
    ).toBe('ALICE: 1 cosa per oggi');
  });

  it('mette prima l’urgente, poi il resto, le telefonate e le scadenze', () => {
    const order = ['URGENTE', 'DA FARE', 'TELEFONATE DA FARE', 'IN SCADENZA'];

    expect(order.map((one) => letter.text.indexOf(one))).toEqual(
      order.map((one) => letter.text.indexOf(one)).toSorted((a, b) => a - b),
    );
    expect(letter.text).toContain('Visita in ritardo (in ritardo)');
    expect(letter.text).toContain('con le scadenze della settimana in fondo');
  });

  it('dice come si risponde, perché arriva, a chi si scrive, e come non averla più', () => {
    expect(letter.text).toContain('[k7m2qd]');
    expect(letter.text).toContain('npx alice remind --done <codice>');
    expect(letter.text).toContain('Messaggio automatico di ALICE');
    expect(letter.text).toContain('coordinamento@example.org');
    expect(letter.text).toContain('Puoi non ricevere più «DURC in scadenza»');
    expect(letter.text).not.toContain('più «Firme e assicurazioni');
  });

  it('alle imprese dà del Lei, senza comandi né codici', () => {
    const host = { ...reader, id: 'I-0001', role: 'company', form: 'Lei' as const, name: 'Marta' };
    const told = digestOf({
      recipient: host,
      items: [item('startSafety', { to: 'I-0001' })],
      around: where,
      weekly: false,
    });

    expect(told.text).toMatch(/^Buongiorno,/);
    expect(told.text).toContain('basta rispondere a questo messaggio');
    expect(told.text).toContain('Sono adempimenti di legge');
    expect(told.text).not.toMatch(/npx|k7m2qd|\btu\b/);
  });

  it('in HTML dice lo stesso, con titoli ed elenchi veri e niente che esca dalle parole', () => {
    expect(letter.html).toContain('<html lang="it">');
    expect(letter.html).toContain('<h2>Urgente</h2>\n<ul>\n<li>');
    expect(letter.html).toContain('&lt;subito&gt;');
    expect(letter.html).not.toContain('<subito>');
    expect(letter.html).toContain('<code>npx alice remind --done &lt;codice&gt;</code>');
  });

  it('elenca i dati da copiare, una riga ciascuno', () => {
    const told = digestOf({
      recipient: reader,
      items: [
        item('startCommunication', {
          told: { says: 'Da inviare.', brief: '', data: [['Categoria', '09']] },
        }),
      ],
      around: where,
      weekly: false,
    });

    expect(told.text).toContain('    Categoria: 09');
    expect(told.html).toContain('<dt>Categoria</dt><dd>09</dd>');
  });
});
