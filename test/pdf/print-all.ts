import { createHash } from 'node:crypto';
import process from 'node:process';
import { loadFonts } from '../../src/integrations/typefaces/index.ts';
import { printer } from '../../src/pdf/index.ts';
import { agreement, attendanceRegister, letterWithLogos, report } from './papers.ts';

/** A process of its own that prints every paper and says the digest of each: what `processes.long.test.ts` compares. */
const press = printer(await loadFonts());
for (const paper of [attendanceRegister(), agreement(), report(), letterWithLogos()]) {
  const bytes = await press.print(paper);
  process.stdout.write(`${createHash('sha256').update(bytes).digest('hex')}\n`);
}
