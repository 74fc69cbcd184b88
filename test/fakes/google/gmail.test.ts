import { gmail as gmailOf } from '@googleapis/gmail';
import { describe, expect, it, onTestFinished } from 'vitest';
import { signedIn } from '../signed-in.ts';
import { fakeGoogle } from './index.ts';

describe('Gmail of the double, through Google’s own client', () => {
  it('keeps a draft until it is sent, and then knows it no more', async () => {
    const { users, google } = await aWorld();
    const { data: draft } = await users.drafts.create({
      userId: 'me',
      requestBody: { message: { raw: aMessage() } },
    });
    const id = draft.id ?? '';
    const { data: listed } = await users.drafts.list({ userId: 'me' });
    const { data: got } = await users.drafts.get({ userId: 'me', id, format: 'raw' });

    const { data: sent } = await users.drafts.send({ userId: 'me', requestBody: { id } });

    expect(draft.message?.labelIds).toEqual(['DRAFT']);
    expect(listed.drafts?.map((it) => it.id)).toEqual([id]);
    expect(got.message?.raw).toBe(aMessage());
    expect(sent.labelIds).toEqual(['SENT']);
    expect(sent.id).not.toBe(draft.message?.id);
    expect(sent.threadId).toBe(draft.message?.threadId);
    await expect(users.drafts.get({ userId: 'me', id })).rejects.toThrow();
    await expect(users.drafts.send({ userId: 'me', requestBody: { id } })).rejects.toThrow();
    expect((await users.drafts.list({ userId: 'me' })).data).toEqual({ resultSizeEstimate: 0 });
    expect(google.violations).toEqual([]);
  });

  it('finds what was sent by Gmail’s Message-ID and not by the one that was written', async () => {
    const { users, google } = await aWorld();
    const { data: draft } = await users.drafts.create({
      userId: 'me',
      requestBody: { message: { raw: aMessage() } },
    });
    await users.drafts.send({ userId: 'me', requestBody: { id: draft.id ?? '' } });
    const found = async (q: string) =>
      (await users.messages.list({ userId: 'me', q })).data.messages?.map((it) => it.id);

    const [id] = (await found('in:sent')) ?? [];
    const { data } = await users.messages.get({ userId: 'me', id: id ?? '' });

    const headers = new Map(data.payload?.headers?.map((it) => [it.name, it.value]));
    expect(headers.get('Subject')).toBe('Prova');
    expect(headers.get('Message-ID')).toMatch(/^<CA\w+@mail\.gmail\.com>$/);
    expect(data.snippet).toBe('Ciao.');
    expect(await found(`rfc822msgid:${headers.get('Message-ID')} in:sent`)).toEqual([id]);
    expect(await found('rfc822msgid:<nostro@example.org>')).toBe(undefined);
    expect(google.violations).toEqual([]);
  });

  it('throws a draft away when asked, and sends none that goes to nobody', async () => {
    const { users, google } = await aWorld();
    const made = async (raw: string) =>
      (await users.drafts.create({ userId: 'me', requestBody: { message: { raw } } })).data.id ??
      '';

    await users.drafts.delete({ userId: 'me', id: await made(aMessage()) });
    const nobodys = await made(Buffer.from('Subject: Prova\r\n\r\nCiao.').toString('base64url'));

    await expect(
      users.drafts.send({ userId: 'me', requestBody: { id: nobodys } }),
    ).rejects.toThrow();
    expect(google.gmail.sent('anna@example.org')).toEqual([]);
    expect(google.gmail.drafts('anna@example.org').map((it) => it.id)).toEqual([nobodys]);
  });

  it('gives each person their own mailbox and nobody another’s', async () => {
    const { users } = await aWorld();

    const { data } = await users.getProfile({ userId: 'me' });

    expect(data.emailAddress).toBe('anna@example.org');
    await expect(users.getProfile({ userId: 'bruno@example.org' })).rejects.toThrow();
  });
});

async function aWorld() {
  const scopes = ['https://mail.google.com/'];
  const google = await fakeGoogle({ delegation: scopes });
  onTestFinished(() => google.close());
  const auth = signedIn(google, { scopes, subject: 'anna@example.org' });
  return { google, users: gmailOf({ version: 'v1', auth }).users };
}

function aMessage(): string {
  const lines = [
    'From: anna@example.org',
    'To: amina.rossi@example.org',
    'Subject: Prova',
    'Message-ID: <nostro@example.org>',
    '',
    'Ciao.',
  ];
  return Buffer.from(lines.join('\r\n')).toString('base64url');
}
