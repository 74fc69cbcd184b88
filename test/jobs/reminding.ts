import { writeSync } from 'node:fs';
import { folderMailbox } from '../../src/integrations/folder/mailbox.ts';
import { fixedClock } from '../../src/integrations/memory/clock.ts';
import { sqliteLedger } from '../../src/integrations/sqlite/index.ts';
import { remind } from '../../src/jobs/remind.ts';
import { Unreachable } from '../../src/ports.ts';
import { aRemindedProgramme, remindingIn } from '../a/reminders.ts';
import { many } from './reminding-many.ts';

/** Reminds forty tutors with the ledger and the mail in the folder named on the command line; says at its end how it went. */
const [, , folder = ''] = process.argv;

const clock = fixedClock('2026-05-11T07:00:00Z');
const ledger = sqliteLedger({ file: `${folder}/alice.db` });
const programme = aRemindedProgramme(many.rows, { ledger, staff: many.staff });
const mailbox = folderMailbox({ root: `${folder}/posta`, from: 'alice@example.org', clock });
writeSync(1, 'here\n');
const outcome = await remind(remindingIn({ ...programme, clock }, mailbox, { atMost: 1000 })).then(
  (it) => it.outcome,
  (failure: unknown) => {
    // Another one was at it.
    if (failure instanceof Unreachable) return 'refused';
    throw failure;
  },
);
await ledger.close();
writeSync(1, `${outcome}\n`);
