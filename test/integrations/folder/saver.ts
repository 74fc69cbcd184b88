import { folderArchive } from '../../../src/integrations/folder/archive.ts';

/** Saves a paper of 200 kB into the folder named on the command line, and says what became of it. */
const [, , root = ''] = process.argv;

const archive = folderArchive({ root });
const key = 'T-0014/accordo/1';
const bytes = new Uint8Array(200_000).fill(7);
const saved = await archive
  .save({ key, folder: ['T-0014'], file: 'accordo.pdf', bytes })
  .then(({ version }) => `saved ${version}`)
  .catch((failure: unknown) => (failure instanceof Error ? failure.message : ''));
const found = await archive.find(key);
process.stdout.write(`${saved}\n${found === undefined ? 'not there' : 'there'}\n`);
