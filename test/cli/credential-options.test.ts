import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toldCredential, type CredentialOptions, type ThereBefore } from '../../lib/cli/credential-options';
import { fakeIo, type Setting } from './fake-io';

const folder = mkdtempSync(join(tmpdir(), 'keywire-told-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const told = (options: Partial<CredentialOptions>, setting?: Setting, before?: ThereBefore) =>
  toldCredential({ name: 'db', field: [], ...options }, fakeIo(setting), before);

describe('a credential without a class', () => {
  test('has the fields that are told, each of which it needs', async () => {
    const env = { A: 'a', B: 'b' };
    const { class: credentialClass, fields, values } = await told({ field: ['user=env:A', 'password=env:B'] }, { env });
    expect(fields).toEqual(['user', 'password']);
    expect(await values()).toEqual({ user: 'a', password: 'b' });
    expect(credentialClass).toMatchObject({ type: 'Opaque', required: { user: {}, password: {} }, optional: {} });
  });

  test('is of the type that is told', async () => {
    const options = { field: ['tls.crt=stdin'], type: 'kubernetes.io/tls' };
    expect((await told(options, { stdin: 'a' })).class.type).toBe('kubernetes.io/tls');
  });

  test('has the fields and the type of what is there, too, none of which it needs', async () => {
    const before = { keys: ['user', 'password'], type: 'kubernetes.io/basic-auth', valuesMayStay: false };
    const { class: credentialClass } = await told(
      { field: ['password=stdin', 'url'] },
      {
        stdin: 'a',
        answers: ['b'],
      },
      before,
    );
    expect(credentialClass).toMatchObject({ type: 'kubernetes.io/basic-auth', required: {} });
    expect(Object.keys(credentialClass.optional)).toEqual(['user', 'password', 'url']);
  });
});

describe('a credential of a class', () => {
  test('is asked for its required fields, one after the other', async () => {
    const io = fakeIo({ answers: ['id', 'key'] });
    const { fields, values } = await toldCredential({ name: 'aws', field: [], class: 'aws' }, io);
    expect([fields, io.said().asked]).toEqual([['accessKeyId', 'secretAccessKey'], []]);
    expect(await values()).toEqual({ accessKeyId: 'id', secretAccessKey: 'key' });
    expect(io.said().asked).toEqual(['accessKeyId', 'secretAccessKey']);
  });

  test('is asked for nothing where all may stay', async () => {
    const before = { keys: [], type: 'Opaque', valuesMayStay: true };
    const { fields, values } = await told({ class: 'aws' }, { answers: [] }, before);
    expect([fields, await values()]).toEqual([[], {}]);
  });

  test.each([
    [['aws_access_key_id', 'aws_secret_access_key'], 'console'],
    [['aws_access_key_id', 'aws_secrets_access_key', 'aws_session_token'], 'consoleText'],
    [['AWS_SECRET_ACCESS_KEY'], 'environment'],
    [['username'], undefined],
    [['aws_access_key_id', 'username'], undefined],
  ])('is spelled as what is there, unless it is told: %j by %s', async (keys, convention) => {
    const before = { keys, type: 'Opaque', valuesMayStay: true };
    expect((await told({ class: 'aws' }, {}, before)).keys).toBe(convention);
    expect((await told({ class: 'aws', keys: 'til' }, {}, before)).keys).toBe('til');
  });

  test('is cancelled with the first question that is', async () => {
    const { values } = await told({ class: 'aws' }, { answers: ['id', undefined] });
    await expect(values()).rejects.toMatchObject({ code: 130 });
  });

  test('fails when there is no such class', async () => {
    await expect(told({ class: 'constructor' })).rejects.toThrow('--class: must be one of aws');
  });

  test('fails when it is told a type, before it asks', async () => {
    const io = fakeIo({ answers: ['id'] });
    await expect(toldCredential({ name: 'aws', field: [], class: 'aws', type: 'Opaque' }, io)).rejects.toThrow(
      '--type: goes without --class, which has a type of its own',
    );
    expect(io.said().asked).toEqual([]);
  });
});

describe('fields from JSON', () => {
  const file = join(folder, 'fields.json');
  const from = (text: string | Uint8Array) => {
    writeFileSync(file, text);
    return told({ json: file });
  };

  test('are those of a file, or of standard input', async () => {
    expect(await (await from('{"user":"a"}')).values()).toEqual({ user: 'a' });
    expect(await (await told({ json: '-' }, { stdin: '{"user":"b"}' })).values()).toEqual({ user: 'b' });
  });

  test.each(['', '{"user":"hunter2"', 'hunter2'])('fails when it is no JSON, and does not quote it: %j', async text => {
    const message = `${file}: must be a JSON object of fields and their values; this is no JSON`;
    await expect(from(text)).rejects.toMatchObject({ message });
  });

  test.each(['["hunter2"]', '"hunter2"', 'null', '1'])('fails when it is no object: %s', async text => {
    const message = `${file}: must be a JSON object of fields and their values`;
    await expect(from(text)).rejects.toMatchObject({ message });
  });

  test.each(['{"user":1}', '{"user":null}', '{"user":{"a":"hunter2"}}'])(
    'fails when a value is no text: %s',
    async text => {
      await expect(from(text)).rejects.toMatchObject({ message: `${file}: user: must be a text` });
    },
  );

  test.each<[string, string | Uint8Array, string]>([
    ['bytes that are no text', Buffer.from('7b2261223a22ff227d', 'hex'), 'this is no text in UTF-8'],
    ['a byte order mark', '\ufeff{"user":"hunter2"}', 'must not begin with a byte order mark'],
    ['a field twice', '{"user":"hunter2","user":"hunter3"}', 'has a field twice'],
    ['a field that is no key', '{"user name":"hunter2"}', 'has a field that is no key of a Secret'],
    ['no field', '{}', 'must have a field'],
  ])('fails when it has %s', async (_, text, problem) => {
    const error: unknown = await from(text).catch((thrown: unknown) => thrown);
    expect(String(error)).toContain(problem);
    expect(String(error)).not.toContain('hunter');
  });

  test('fails when fields are told one by one, too', async () => {
    await expect(told({ json: file, field: ['user'] })).rejects.toThrow(
      '--json: stands for --field; leave one of them out',
    );
  });
});

describe('fields', () => {
  test('fails when there are none', async () => {
    await expect(told({})).rejects.toThrow('--field: must name each field, or --class what fields there are');
  });

  test('fails when one is told twice', async () => {
    await expect(told({ field: ['user', 'user=stdin'] })).rejects.toThrow('--field user: is told twice');
  });

  test('fails when two come from standard input', async () => {
    await expect(told({ field: ['user=stdin', 'password=stdin'] })).rejects.toThrow(
      '--field: may take one field from stdin; several come as --json -',
    );
  });
});
