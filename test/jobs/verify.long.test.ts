import { beforeAll, describe, expect, it } from 'vitest';
import { day } from '../../src/core/day.ts';
import type { Document } from '../../src/core/document.ts';
import { loadFonts } from '../../src/integrations/typefaces/index.ts';
import { verifyPaper } from '../../src/jobs/verify.ts';
import { printer } from '../../src/pdf/index.ts';
import type { PaperKept } from '../../src/ports.ts';
import { sha256 } from '../a/papers.ts';

const document: Document = {
  title: 'Accordo di borsa lavoro n. 12/2026',
  subject: 'accordo-borsa-lavoro 12/2026 v1 T-0014',
  number: 'n. 12/2026',
  header: { left: 'Ambito di Esempio' },
  footer: 'Documento di prova',
  blocks: [{ kind: 'paragraph', text: ['Tra le parti si conviene.'] }],
  created: day('2026-05-04'),
};

let bytes: Uint8Array;
let kept: readonly PaperKept[];

beforeAll(async () => {
  bytes = await printer(await loadFonts()).print(document);
  kept = [
    {
      key: 'T-0014/accordo-borsa-lavoro/12-2026/1',
      as: 'original',
      kind: 'accordo-borsa-lavoro',
      year: 2026,
      number: 12,
      version: 1,
      about: 'T-0014',
      made: day('2026-05-04'),
      sha256: sha256(bytes),
      rests: {},
      where: 'accordo.pdf',
    },
  ];
});

describe('A real PDF', () => {
  it('is ours as it was printed', () => {
    expect(verifyPaper({ bytes, sha256: sha256(bytes), kept })).toMatchObject({
      outcome: 'original',
    });
  });

  it('is told as ours and changed, whichever byte of it changes', () => {
    const outcomes = new Map<string, number>();

    for (let at = 0; at < bytes.length; at += 1) {
      const changed = bytes.with(at, (bytes[at] ?? 0) ^ 1);
      const { outcome } = verifyPaper({ bytes: changed, sha256: sha256(changed), kept });
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }

    expect([...outcomes.keys()].toSorted()).toEqual(['changed', 'unknown']);
    // A digit of the number itself: it then bears one nobody gave out.
    expect(outcomes.get('unknown')).toBeLessThan(40);
  });
});
