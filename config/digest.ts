import type { Recipient, Told } from '../src/core/due.ts';
import type { Digest, DigestItem, ToDigest } from '../src/core/knowledge.ts';
import type { Settings } from '../src/core/setting.ts';
import { list, plural } from '../src/core/words.ts';
import { coordinatorMailbox, programmeName } from './settings.ts';

/** A heading and what stands under it. */
interface Section {
  readonly title: string;
  readonly items: readonly DigestItem[];
}

/**
 * The letter of one person and one day: what is urgent, what is to be done, who is to be phoned, what expires; then why
 * they have it and how they answer. The subject counts and names nobody. Text and HTML say the same.
 */
export function digestOf({ recipient, items, around, weekly }: ToDigest): Digest {
  const subject = subjectOf(items);
  const opening = openingOf(recipient, weekly);
  const sections = sectionsOf(items, recipient);
  const closing = closingOf(recipient, items, around.settings);
  return {
    subject,
    text: [
      ...opening,
      ...sections.flatMap(({ title, items: some }) => [
        title.toUpperCase(),
        ...some.map((it) => itemInText(it, recipient)),
      ]),
      '--',
      ...closing,
    ].join('\n\n'),
    html: [
      '<!doctype html>',
      '<html lang="it">',
      `<head><meta charset="utf-8"><title>${escaped(subject)}</title></head>`,
      '<body>',
      ...opening.map(paragraph),
      ...sections.flatMap(({ title, items: some }) => [
        `<h2>${escaped(title)}</h2>`,
        '<ul>',
        ...some.map((it) => itemInHtml(it, recipient)),
        '</ul>',
      ]),
      '<hr>',
      ...closing.map(paragraph),
      '</body>',
      '</html>',
      '',
    ].join('\n'),
  };
}

/** How one answers a reminder, in the one place that says so: `code` is what its line ends with. */
export function answersSaid(recipient: Pick<Recipient, 'form'>): readonly string[] {
  return recipient.form === 'Lei'
    ? ['Se è già tutto fatto, o se non spetta a Lei, basta rispondere a questo messaggio.']
    : [
        'Per rispondere, con il codice in fondo a ogni riga: `npx alice remind --done <codice>` (fatto), `--snooze <codice> domani` (ricordamelo un altro giorno), `--not-mine <codice>` (non è mio, va a chi coordina).',
      ];
}

function subjectOf(items: readonly DigestItem[]): string {
  const urgent = items.filter(isUrgent).length;
  return `ALICE: ${plural(items.length, 'cosa', 'cose')} per oggi${urgent === 0 ? '' : `, ${plural(urgent, 'urgente', 'urgenti')}`}`;
}

function openingOf({ form, name }: Recipient, weekly: boolean): readonly string[] {
  const greeting =
    form === 'tu' ? `Ciao${name === undefined ? '' : ` ${firstWord(name)}`},` : 'Buongiorno,';
  return [
    greeting,
    form === 'tu'
      ? `questo è il tuo promemoria di oggi${weekly ? ', con le scadenze della settimana in fondo' : ''}.`
      : 'Le ricordiamo quanto segue.',
  ];
}

function sectionsOf(items: readonly DigestItem[], { id }: Recipient): readonly Section[] {
  const calls = items.filter((it) => it.occurrence.to !== id);
  const own = items.filter((it) => it.occurrence.to === id);
  const urgent = own.filter(isUrgent);
  const weekly = own.filter((it) => !isUrgent(it) && it.occurrence.step.weekly === true);
  const rest = own.filter((it) => !isUrgent(it) && it.occurrence.step.weekly !== true);
  return [
    { title: 'Urgente', items: urgent },
    { title: 'Da fare', items: rest },
    { title: 'Telefonate da fare', items: calls },
    { title: 'In scadenza', items: weekly },
  ].filter((it) => it.items.length > 0);
}

function closingOf(
  { form }: Recipient,
  items: readonly DigestItem[],
  settings: Settings,
): readonly string[] {
  const programme = settings.of(programmeName);
  const mailbox = settings.of(coordinatorMailbox);
  const asks = mailbox === undefined ? 'a chi coordina' : `a ${mailbox}`;
  const own = [
    ...new Set(items.filter((it) => !it.reminder.legal).map((it) => it.reminder.name)),
  ].map((name) => `«${name}»`);
  return [
    ...answersSaid({ form }),
    form === 'tu'
      ? `Messaggio automatico di ALICE: lo ricevi perché segui queste righe del registro. Per domande scrivi ${asks}.`
      : `Messaggio automatico${programme === undefined ? '' : ` di ${programme}`}: lo riceve perché segue un tirocinio. Per domande scriva ${asks}.`,
    ...(own.length === 0
      ? ['Sono adempimenti di legge: si possono rimandare, non spegnere.']
      : [
          form === 'tu'
            ? `Puoi non ricevere più ${list(own, 'o')}: \`npx alice remind --stop\`, oppure dillo a chi coordina. Gli adempimenti di legge si possono rimandare, non spegnere.`
            : `Se non desidera più ricevere ${list(own, 'o')} basta rispondere a questo messaggio. Gli adempimenti di legge restano.`,
        ]),
  ];
}

function itemInText(it: DigestItem, recipient: Recipient): string {
  return [
    `- ${headOf(it)}`,
    `  ${it.told.says}`,
    ...dataOf(it.told).map(([label, value]) => `    ${label}: ${value}`),
    ...(recipient.form === 'tu' ? [`  [${it.code}]`] : []),
  ].join('\n');
}

function itemInHtml(it: DigestItem, recipient: Recipient): string {
  const data = dataOf(it.told).map(
    ([label, value]) => `<dt>${escaped(label)}</dt><dd>${escaped(value)}</dd>`,
  );
  return [
    `<li><strong>${escaped(headOf(it))}</strong><br>`,
    inHtml(it.told.says),
    ...(data.length === 0 ? [] : ['<dl>', ...data, '</dl>']),
    ...(recipient.form === 'tu' ? [`<br><code>${escaped(it.code)}</code>`] : []),
    '</li>',
  ].join('\n');
}

function headOf({ reminder, late }: DigestItem): string {
  return late ? `${reminder.name} (in ritardo)` : reminder.name;
}

function dataOf({ data }: Told): NonNullable<Told['data']> {
  return data ?? [];
}

function isUrgent({ occurrence }: DigestItem): boolean {
  return occurrence.step.urgent === true;
}

function firstWord(name: string): string {
  return name.split(' ')[0] ?? name;
}

function paragraph(text: string): string {
  return `<p>${inHtml(text)}</p>`;
}

/** A sentence in HTML: what stands between backticks is typed as it is. */
function inHtml(text: string): string {
  return escaped(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
