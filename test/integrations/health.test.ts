import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beat, readHealth } from '../../src/integrations/health/index.ts';
import { Unreachable } from '../../src/ports.ts';

const well = { outcome: 'well', at: '2026-05-18T07:00:00.000Z', jobs: [] };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alice-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('The health file', () => {
  it('says how the last turn went, and leaves nothing else behind', async () => {
    const file = join(folder, 'deep', 'alice.salute');

    await beat({ file }, { ...well, outcome: 'failing' });
    await beat({ file }, well);

    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ schemaVersion: 1, ...well });
    expect(await readdir(join(folder, 'deep'))).toEqual(['alice.salute']);
  });

  it.each([
    ['2026-05-18T07:15:00Z', 'well', true],
    ['2026-05-18T07:15:01Z', 'well', false],
    ['2026-05-18T07:01:00Z', 'failing', false],
    ['2026-05-18T07:01:00Z', 'partly', true],
  ])('at %s and %s tells whether ALICE is well: %s', async (now, outcome, expected) => {
    const file = join(folder, 'alice.salute');
    await beat({ file }, { ...well, outcome });

    expect(await readHealth(file, { now, minutes: 15 })).toMatchObject({ well: expected });
  });

  it.each(['', '{', '{"at":"ieri","outcome":"well"}', '[]'])(
    'that holds «%s» tells nothing',
    async (text) => {
      const file = join(folder, 'alice.salute');
      await writeFile(file, text);

      expect(await readHealth(file, { now: well.at, minutes: 15 })).toBe(undefined);
      expect(await readHealth(join(folder, 'none'), { now: well.at, minutes: 15 })).toBe(undefined);
    },
  );
});

describe('The heartbeat', () => {
  it('is called after a turn that went well, and not after one that failed', async () => {
    const { url, called, close } = await listener(200);

    await beat({ heartbeat: url }, well);
    await beat({ heartbeat: url }, { ...well, outcome: 'partly' });
    await beat({ heartbeat: url }, { ...well, outcome: 'failing' });
    await close();

    expect(called()).toEqual(['POST /ping', 'POST /ping']);
  });

  it('that nobody hears is told without its address, which is a secret', async () => {
    const { url, close } = await listener(404);

    const refused = await beat({ heartbeat: url }, well).catch((failure: unknown) => failure);
    await close();
    const silent = await beat({ heartbeat: url }, well).catch((failure: unknown) => failure);

    for (const failure of [refused, silent]) {
      expect(failure).toBeInstanceOf(Unreachable);
      expect(String(failure)).not.toContain('127.0.0.1');
    }
  });
});

async function listener(status: number) {
  const called: string[] = [];
  const server = createServer((request, response) => {
    called.push(`${request.method} ${request.url}`);
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/ping`,
    called: () => called,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
