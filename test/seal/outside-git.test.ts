import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireOutsideGit } from '../../lib/seal/outside-git';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keywire-git-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const check = (path: string) => () => {
  requireOutsideGit(path);
};

/** As git makes it, but without git: a folder or, in a worktree, a file. */
const tree = (asFile = false): void => {
  if (asFile) writeFileSync(join(folder, '.git'), 'gitdir: /elsewhere\n');
  else mkdirSync(join(folder, '.git'));
};

const hasGit = spawnSync('git', ['--version']).status === 0;
const git = (...args: readonly string[]): void => {
  const done = spawnSync('git', ['-C', folder, ...args], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(done.stderr);
};

test('a file outside any work tree passes, in folders that are still to be made too', () => {
  expect(check(join(folder, 'e.yaml'))).not.toThrow();
  expect(check(join(folder, 'new/and/new/e.yaml'))).not.toThrow();
  writeFileSync(join(folder, 'no-folder'), '');
  expect(check(join(folder, 'no-folder/e.yaml'))).not.toThrow();
});

test.each([
  ['a work tree', false],
  ['a worktree, whose .git is a file', true],
])('fails when the file is in %s that has no answer', (_, asFile) => {
  tree(asFile);
  const message = `is in the Git work tree ${folder}, where its keys would be committed; name a file elsewhere, or add its folder, or *e.yaml*, to .gitignore`;
  expect(check(join(folder, 'e.yaml'))).toThrow(message);
  expect(check(join(folder, 'below/it/e.yaml'))).toThrow(message);
});

test('fails when there is no git to ask', () => {
  tree();
  writeFileSync(join(folder, '.gitignore'), 'e.yaml\n');
  const before = process.env.PATH;
  process.env.PATH = folder;
  try {
    expect(check(join(folder, 'e.yaml'))).toThrow('is in the Git work tree');
  } finally {
    process.env.PATH = before;
  }
});

test('git sees no variable but those by which it finds itself and its configuration', () => {
  tree();
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'git'), `#!/bin/sh\nenv > '${folder}/seen'\n`, { mode: 0o755 });
  const before = process.env;
  process.env = { PATH: `${bin}:${before.PATH ?? ''}`, HOME: folder, GIT_DIR: '/elsewhere', PASSWORD: 'hunter2' };
  try {
    expect(check(join(folder, 'e.yaml'))).not.toThrow();
  } finally {
    process.env = before;
  }
  const seen = readFileSync(join(folder, 'seen'), 'utf8').split('\n');
  // What the shell itself sets.
  const names = seen.map(line => line.replace(/=.*/s, '')).filter(name => !/^(PWD|OLDPWD|SHLVL|_)?$/.test(name));
  expect(names.sort()).toEqual(['HOME', 'PATH']);
});

test('fails when a link leads into a work tree', () => {
  tree();
  mkdirSync(join(folder, 'in'));
  const outside = mkdtempSync(join(tmpdir(), 'keywire-git-'));
  symlinkSync(join(folder, 'in'), join(outside, 'link'));
  expect(check(join(outside, 'link/e.yaml'))).toThrow('is in the Git work tree');
  rmSync(outside, { recursive: true });
});

test('fails when a link leads to a file of a work tree that is still to be made', () => {
  tree();
  const outside = mkdtempSync(join(tmpdir(), 'keywire-git-'));
  symlinkSync(join(folder, 'new.yaml'), join(outside, 'link.yaml'));
  symlinkSync('circle.yaml', join(outside, 'circle.yaml'));
  expect(check(join(outside, 'link.yaml'))).toThrow('is in the Git work tree');
  expect(check(join(outside, 'circle.yaml'))).not.toThrow();
  rmSync(outside, { recursive: true });
});

(hasGit ? describe : describe.skip)('with git', () => {
  beforeEach(() => {
    git('init', '--quiet');
    writeFileSync(join(folder, '.gitignore'), 'secret/\n*.key.yaml*\n');
  });

  test('a file that git ignores passes', () => {
    expect(check(join(folder, 'e.key.yaml'))).not.toThrow();
    expect(check(join(folder, 'secret/new/e.yaml'))).not.toThrow();
  });

  test('fails when git does not ignore the file', () => {
    expect(check(join(folder, 'e.yaml'))).toThrow('or add its folder, or *e.yaml*, to .gitignore');
  });

  test('fails when git ignores the file alone, and not what is left beside it when the program is killed', () => {
    writeFileSync(join(folder, '.gitignore'), 'e.yaml\n');
    expect(check(join(folder, 'e.yaml'))).toThrow('or *e.yaml*, to .gitignore');
    writeFileSync(join(folder, '.gitignore'), '*e.yaml*\n');
    expect(check(join(folder, 'e.yaml'))).not.toThrow();
  });

  test('fails when git tracks the file, though a pattern ignores it', () => {
    writeFileSync(join(folder, 'e.key.yaml'), 'x');
    git('add', '--force', 'e.key.yaml');
    expect(check(join(folder, 'e.key.yaml'))).toThrow('after git rm --cached, and rotate its keys');
  });

  test('fails when another repository, which GIT_DIR names, ignores the file', () => {
    const other = mkdtempSync(join(tmpdir(), 'keywire-git-'));
    spawnSync('git', ['init', '--quiet', other]);
    writeFileSync(join(other, '.git/info/exclude'), '*\n');
    process.env.GIT_DIR = join(other, '.git');
    process.env.GIT_WORK_TREE = folder;
    try {
      expect(check(join(folder, 'e.yaml'))).toThrow('is in the Git work tree');
    } finally {
      delete process.env.GIT_DIR;
      delete process.env.GIT_WORK_TREE;
      rmSync(other, { recursive: true });
    }
  });
});
