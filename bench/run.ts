import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

/** `npm run bench -- check`: each bench in a process of its own, the peers beside us in the same run. */
const benches = ['check', 'month', 'pdf', 'calls', 'due'];
const [asked, ...rest] = process.argv.slice(2);
const here = import.meta.dirname;

if (asked !== undefined && !benches.includes(asked)) {
  process.stderr.write(`There is no bench «${asked}»: ${benches.join(', ')}.\n`);
  process.exitCode = 2;
} else {
  if (!existsSync(join(here, 'node_modules')))
    execFileSync('npm', ['ci', '--prefix', here], { stdio: 'inherit' });
  for (const bench of asked === undefined ? benches : [asked])
    execFileSync(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', join(here, `${bench}.ts`), ...rest],
      {
        stdio: 'inherit',
      },
    );
}
