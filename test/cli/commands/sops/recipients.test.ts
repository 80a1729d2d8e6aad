import { symlinkSync } from 'node:fs';
import { fixture, fixturePath, recipientOf } from '../../../seal/sops/fixture';
import { sops } from './command';
import { alice, bob, canaries, created, inRepository, opened, read, rule, write } from './repository';

inRepository();

describe('keywire sops recipients', () => {
  test('lists who can open files, without any key', async () => {
    await created('a.yaml', '--recipient', alice.recipient, '--recipient', bob.recipient);
    await created('b.yaml');
    const { code, out } = await sops(['recipients', 'a.yaml', 'b.yaml']);
    expect([code, out]).toEqual([
      0,
      `a.yaml: ${alice.recipient}\na.yaml: ${bob.recipient}\nb.yaml: ${alice.recipient}\n`,
    ]);
  });

  test('adds and removes some, and says that what was there stays readable', async () => {
    await created();
    const { code, err } = await sops([
      ...['recipients', 'db.enc.yaml', '--add', bob.recipient, '--remove', alice.recipient],
      ...['--identity', 'alice.txt'],
    ]);
    expect([code, err]).toEqual([
      0,
      `db.enc.yaml: for ${bob.recipient}\nwhoever was removed can still open what is in the history of Git: change the values, too\n`,
    ]);
    expect(await opened('db.enc.yaml', bob)).toEqual(canaries);
    await expect(opened('db.enc.yaml', alice)).rejects.toThrow('db.enc.yaml');
  });

  test('makes them those of the rule, and leaves files that are', async () => {
    write('.sops.yaml', `creation_rules:\n${rule('^a|/a', alice, bob)}${rule('', alice)}`);
    await created('a.yaml');
    await created('b.yaml');
    const { code, err } = await sops(['recipients', 'a.yaml', 'b.yaml', '--by-rule', '--identity', 'alice.txt']);
    expect([code, err.split('\n').slice(2)]).toEqual([
      0,
      [`a.yaml: for ${alice.recipient}, ${bob.recipient}`, `b.yaml: unchanged, for ${alice.recipient}`, ''],
    ]);
  });

  describe('of files that are no Secret', () => {
    const [one, other] = [recipientOf('alice'), recipientOf('bob')];
    const recipients = (...args: readonly string[]) =>
      sops(['recipients', 'values.yaml', 'db.enc.yaml', '--identity', fixturePath('alice.txt'), ...args]);

    beforeEach(async () => {
      write('values.yaml', fixture('types.yaml'));
      await created('db.enc.yaml', '--recipient', one, '--recipient', other);
    });

    test('lists them', async () => {
      write('two.yaml', fixture('two-documents.yaml'));
      const { code, out } = await sops(['recipients', 'values.yaml', 'two.yaml']);
      expect([code, out]).toEqual([0, `values.yaml: ${one}\nvalues.yaml: ${other}\ntwo.yaml: ${one}\n`]);
    });

    test('changes them, and what stands beside them', async () => {
      const { code, err } = await recipients('--remove', other);
      const [first, second, warning] = err.split('\n');
      expect([code, first, second]).toEqual([0, `values.yaml: for ${one}`, `db.enc.yaml: for ${one}`]);
      expect(warning).toContain('whoever was removed');
    });

    test('makes them those of the rule', async () => {
      write('.sops.yaml', `creation_rules: [{ age: ${one} }]`);
      const { code, err } = await recipients('--by-rule');
      expect([code, err]).toEqual([0, expect.stringContaining(`values.yaml: for ${one}\ndb.enc.yaml: for ${one}\n`)]);
    });
  });

  test('changes a file once that is named twice, by a link for one', async () => {
    await created();
    symlinkSync('db.enc.yaml', 'link.yaml');
    const args = ['recipients', 'db.enc.yaml', './db.enc.yaml', 'link.yaml', '--add', bob.recipient];
    const { code, err } = await sops([...args, '--identity', 'alice.txt']);
    expect([code, err]).toEqual([0, `db.enc.yaml: for ${alice.recipient}, ${bob.recipient}\n`]);
  });

  test('fails when a file that is called values.yaml can not be opened, by its name', async () => {
    await created('values.yaml');
    const args = ['recipients', 'values.yaml', '--add', bob.recipient, '--identity', 'bob.txt'];
    expect((await sops(args)).err).toMatch(/^keywire: values\.yaml: opens with/);
  });

  test('fails when a file is not encrypted', async () => {
    write('a.yaml', `a: ${canaries.password.replace(/\W/g, '')}\n`);
    expect(await sops(['recipients', 'a.yaml'])).toMatchObject({
      code: 1,
      err: 'keywire: a.yaml: is not encrypted: it has no sops metadata; encrypt it with keywire sops, or sops encrypt\n',
    });
  });

  test('fails when a recipient is none, or has no place, as a mistake on the command line', async () => {
    await created();
    const recipients = (...args: readonly string[]) =>
      sops(['recipients', 'db.enc.yaml', '--identity', 'alice.txt', ...args]);
    expect(await recipients('--add', 'ssh-ed25519 AAAA')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^keywire: --add: is an SSH key/) as string,
    });
    expect(await recipients('--remove', bob.recipient)).toMatchObject({
      code: 2,
      err: `keywire: --remove: is no recipient of db.enc.yaml; these are ${alice.recipient}\n`,
    });
    expect(await recipients('--remove', alice.recipient)).toMatchObject({
      code: 2,
      err: 'keywire: --remove: must leave somebody who can open db.enc.yaml; add another recipient\n',
    });
  });

  test('fails when a recipient of the file that stays is none that keywire encrypts for, and says which file', async () => {
    await created('db.enc.yaml', '--recipient', alice.recipient, '--recipient', bob.recipient);
    const key = '        - recipient: ssh-ed25519 AAAA\n          enc: x\n';
    write('db.enc.yaml', read('db.enc.yaml').replace('    age:\n', `    age:\n${key}`));
    const args = ['recipients', 'db.enc.yaml', '--remove', bob.recipient, '--identity', 'alice.txt'];
    const { code, err } = await sops(args);
    expect([code, err]).toEqual([1, expect.stringMatching(/^keywire: db\.enc\.yaml: is an SSH key/)]);
  });

  test('fails when the rule has a recipient that is none, and says which rule', async () => {
    await created();
    write('.sops.yaml', 'creation_rules:\n  - age: ssh-ed25519 AAAA\n');
    const { code, err } = await sops(['recipients', 'db.enc.yaml', '--by-rule', '--identity', 'alice.txt']);
    expect([code, err]).toEqual([1, expect.stringMatching(/\.sops\.yaml: creation_rules\[0\]: is an SSH key/)]);
  });

  test('fails when another service has a key that the rule does not name', async () => {
    write('.sops.yaml', `creation_rules:\n${rule('', alice)}`);
    await created();
    const text = read('db.enc.yaml').replace('sops:\n', 'sops:\n    pgp:\n        - fp: DEADBEEF\n          enc: x\n');
    write('db.enc.yaml', text);
    const { code, err } = await sops(['recipients', 'db.enc.yaml', '--by-rule', '--identity', 'alice.txt']);
    expect([code, err.split('\n')[1], read('db.enc.yaml')]).toEqual([
      1,
      'keywire: db.enc.yaml: is for PGP keys, too, which the rule does not name; take them out with the sops program',
      text,
    ]);
  });

  test('fails when one of the files can not be opened, and leaves all as they are', async () => {
    await created('a.yaml');
    await created('b.yaml', '--recipient', bob.recipient);
    const old = [read('a.yaml'), read('b.yaml')];
    const { code, err } = await sops([
      ...['recipients', 'a.yaml', 'b.yaml', '--add', bob.recipient],
      ...['--identity', 'alice.txt'],
    ]);
    expect([code, err.startsWith('keywire: b.yaml')]).toEqual([1, true]);
    expect([read('a.yaml'), read('b.yaml')]).toEqual(old);
  });

  test('fails when the rule and recipients are told', async () => {
    await created();
    const { code, err } = await sops(['recipients', 'db.enc.yaml', '--by-rule', '--add', bob.recipient]);
    expect([code, err]).toEqual([2, 'keywire: --by-rule: goes without --add and --remove\n']);
  });
});

describe('keywire sops rule', () => {
  test('prints the rule that a file is encrypted by', async () => {
    write('.sops.yaml', `creation_rules:\n${rule('^a|/a', alice, bob)}${rule('', alice)}`);
    expect(await sops(['rule', 'secrets/a.yaml'])).toMatchObject({
      code: 0,
      out: `rule 1 of .sops.yaml (path_regex: ^a|/a), for 2 recipients\n  ${alice.recipient}\n  ${bob.recipient}\n`,
    });
  });

  test('fails when no rule matches', async () => {
    write('.sops.yaml', `creation_rules:\n${rule('a', alice)}`);
    const { code, err } = await sops(['rule', 'b.yml']);
    expect([code, err.includes('has no rule for b.yml')]).toEqual([1, true]);
  });
});
