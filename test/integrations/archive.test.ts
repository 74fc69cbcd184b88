import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { folderArchive } from '../../src/integrations/folder/archive.ts';
import { memoryArchive } from '../../src/integrations/memory/archive.ts';
import { anArchive } from '../contracts/archive.ts';

const folder = mkdtempSync(join(tmpdir(), 'archive-'));
afterAll(() => rmSync(folder, { recursive: true }));

anArchive('the archive in memory', () => memoryArchive());

let archives = 0;
anArchive('the archive in a folder', () => {
  archives += 1;
  return folderArchive({ root: join(folder, String(archives)) });
});
