import { describe, expect, it } from 'vitest';
import { day } from '../../src/core/day.ts';
import { memoryArchive } from '../../src/integrations/memory/archive.ts';
import { memoryLedger } from '../../src/integrations/memory/ledger.ts';
import { filed } from '../../src/jobs/print.ts';
import { isValid, verdictAsJson, verdictInWords, verifyPaper } from '../../src/jobs/verify.ts';
import type { PaperKept } from '../../src/ports.ts';
import { sha256 } from '../a/papers.ts';

/** A file of some length that says of itself what ours do, as our printer lays it out. */
function aPdf(of: { readonly title: string; readonly subject: string; readonly more?: string }) {
  return new TextEncoder().encode(
    `%PDF-1.7\n${'x'.repeat(50)}<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${of.title}</rdf:li></rdf:Alt></dc:title><dc:description><rdf:Alt><rdf:li xml:lang="x-default">${of.subject}</rdf:li></rdf:Alt></dc:description><pdf:Producer>ALICE</pdf:Producer>${of.more ?? ''}%%EOF`,
  );
}

const accordo = (version: number, more = '') =>
  aPdf({
    title: 'Accordo di borsa lavoro n. 1/2026',
    subject: `accordo 1/2026 v${version} T-0001`,
    more,
  });
const first = accordo(1);
const second = accordo(2);
const copy = accordo(2, 'copia');
const scan = Uint8Array.of(9, 9, 9);
const other = aPdf({ title: 'Scheda n. 1/2026', subject: 'scheda 1/2026 v1 T-0002' });

/** An agreement in two versions, a copy and a scan of the second, and a paper of another kind with the same number. */
async function someKept(): Promise<readonly PaperKept[]> {
  const ledger = memoryLedger();
  const archive = memoryArchive();
  const keep = async (key: string, bytes: Uint8Array, but: Partial<PaperKept> = {}) =>
    filed(
      {
        key,
        as: 'original',
        kind: 'accordo',
        year: 2026,
        number: 1,
        version: 1,
        about: 'T-0001',
        made: day('2026-05-04'),
        sha256: sha256(bytes),
        rests: {},
        ...but,
      },
      { ledger, archive, folder: ['T-0001'], file: `${key}.pdf`, bytes, known: undefined },
    );
  await keep('a1', first);
  await keep('a2', second, { version: 2, made: day('2026-05-06') });
  await keep('a2c', copy, { version: 2, as: 'copy', made: day('2026-05-06') });
  await keep('a2s', scan, { version: 2, as: 'scan', made: day('2026-05-09') });
  await keep('s1', other, { kind: 'scheda', about: 'T-0002' });
  return ledger.papers();
}

const verdictOf = async (bytes: Uint8Array) =>
  verifyPaper({ bytes, sha256: sha256(bytes), kept: await someKept() });

describe('A paper that is shown', () => {
  it.each([
    [
      'is ours and current',
      second,
      'È una carta di ALICE, intatta: accordo 1/2026 v2 (T-0001), del 06/05/2026. È la versione che vale.',
      true,
    ],
    [
      'is ours and superseded',
      first,
      'È una carta di ALICE, intatta: accordo 1/2026 (T-0001), del 04/05/2026. Non vale più: la sostituisce la versione 2 del 06/05/2026.',
      false,
    ],
    [
      'is a copy',
      copy,
      'È una copia stampata da ALICE, intatta: accordo 1/2026 v2 (T-0001), del 06/05/2026. È la versione che vale.',
      true,
    ],
    [
      'is the signed one',
      scan,
      'È la carta firmata che ALICE conserva, intatta: accordo 1/2026 v2 (T-0001), del 09/05/2026. È la versione che vale.',
      true,
    ],
    [
      'has a number nobody gave out',
      aPdf({ title: 'Accordo n. 99/2026', subject: 'accordo 99/2026 v1 T-0001' }),
      'Somiglia a una carta di ALICE con il numero 99/2026, che però qui non c’è: forse è di un altro programma, oppure è stata cambiata.',
      false,
    ],
    ['is none of ours', Uint8Array.of(1, 2, 3), 'Non è una carta di ALICE.', false],
    [
      'is none of ours, though it has a number',
      new TextEncoder().encode('%PDF fattura n. 1/2026'),
      'Non è una carta di ALICE.',
      false,
    ],
  ])('%s', async (_, bytes, says, valid) => {
    const verdict = await verdictOf(bytes);

    expect(verdictInWords(verdict)).toBe(says);
    expect(isValid(verdict)).toBe(valid);
  });

  it('is told with one byte changed, wherever it is', async () => {
    const kept = await someKept();

    for (let at = 0; at < second.length; at += 1) {
      const bytes = second.with(at, (second[at] ?? 0) ^ 1);
      const verdict = verifyPaper({ bytes, sha256: sha256(bytes), kept });
      expect([at, verdict.outcome]).toEqual([at, expect.stringMatching(/^(?:changed|unknown)$/)]);
      expect(isValid(verdict)).toBe(false);
    }
  });

  it('is told for what it was with a byte changed far from its number', async () => {
    const verdict = await verdictOf(second.with(20, 0));

    expect(verdictInWords(verdict)).toBe(
      'Porta il numero di accordo 1/2026 v2 (T-0001), ma il file è stato cambiato dopo la stampa: non è quello che ALICE conserva. Se è una carta tornata firmata, registrala con «alice sign».',
    );
  });

  it('tells only the number where its subject is spoilt', async () => {
    const spoilt = aPdf({ title: 'Accordo n. 1/2026', subject: 'accordo 1-2026 v2 T-0001' });

    expect(verdictInWords(await verdictOf(spoilt))).toMatch(
      /^Porta il numero 1\/2026 di una nostra carta, ma il file è stato cambiato/,
    );
  });

  it('is told though another program saved it anew, in letters of two bytes', async () => {
    const text = 'Producer (altro) /Subject (accordo 1/2026 v2 T-0001)';
    const wide = Uint8Array.from(text.split('').flatMap((it) => [0, it.charCodeAt(0)]));

    expect(await verdictOf(wide)).toMatchObject({ outcome: 'changed' });
  });

  it('is told to other programs by number and ID', async () => {
    expect(verdictAsJson(await verdictOf(first))).toEqual({
      schemaVersion: 1,
      outcome: 'original',
      valid: false,
      paper: {
        kind: 'accordo',
        about: 'T-0001',
        number: '1/2026',
        version: 1,
        made: '2026-05-04',
        sha256: sha256(first),
        where: 'T-0001/a1.pdf',
      },
      supersededBy: {
        kind: 'accordo',
        about: 'T-0001',
        number: '1/2026',
        version: 2,
        made: '2026-05-06',
        sha256: sha256(second),
        where: 'T-0001/a2.pdf',
      },
    });
    expect(verdictAsJson(await verdictOf(Uint8Array.of(1)))).toEqual({
      schemaVersion: 1,
      outcome: 'stranger',
      valid: false,
    });
  });
});
