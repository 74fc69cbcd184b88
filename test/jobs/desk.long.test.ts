import { describe, expect, it } from 'vitest';
import {
  anOffice,
  answersIn,
  asked,
  checked,
  longer,
  mortal,
  numbersIn,
  recorded,
} from '../a/requests.ts';

describe('A check that carries out requests', () => {
  it('ends anywhere: the next check has printed each paper once and says so', async () => {
    for (const when of ['before', 'after'] as const)
      for (let step = 1; ; step += 1) {
        const office = anOffice({
          requests: [asked, { ...asked, ID: 'RI-0002', paper: 'Scheda' }],
        });
        const { ledger, archive, killed } = mortal(office, { step, when });

        await checked(office, { ledger, archive }).catch(() => undefined);
        await checked(office);

        expect(await numbersIn(office)).toEqual(['accordo 1 v1 T-0001', 'scheda 1 v1 T-0001']);
        const answers = Object.values(await answersIn(office)).map(String);
        expect(answers.map((it) => /[a-z]+-1-2026-T-0001\.pdf/.exec(it)?.[0])).toEqual([
          'accordo-1-2026-T-0001.pdf',
          'scheda-1-2026-T-0001.pdf',
        ]);
        expect((await checked(office)).requests).toEqual([]);
        if (!killed()) break;
        expect(step).toBeLessThan(120);
      }
  });

  it('ends anywhere: it is written once', async () => {
    for (let step = 1; ; step += 1) {
      const office = anOffice({ requests: [{ ...longer, confirmed: 'sì' }] });
      const { ledger, archive, killed } = mortal(office, { step, when: 'after' });

      await checked(office, { ledger, archive }).catch(() => undefined);
      await checked(office);

      expect(await recorded(office)).toBe(1);
      expect((await checked(office)).requests).toEqual([]);
      if (!killed()) break;
      expect(step).toBeLessThan(120);
    }
  });
});
