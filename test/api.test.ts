import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as main from 'keywire';
import * as cdk8s from 'keywire/cdk8s';
import * as cdk8sPlus from 'keywire/cdk8s-plus';
import * as pulumi from 'keywire/pulumi';
import * as pulumiAws from 'keywire/pulumi/aws';
import * as seal from 'keywire/seal';

const root = join(__dirname, '..');
const core = [
  'FieldError',
  'SecretValue',
  'adapterPolicyFor',
  'assumeRole',
  'aws',
  'awsSecretsManager',
  'controllerPolicyFor',
  'credentialClass',
  'existing',
  'existingStore',
  'generic',
  'group',
  'iamRole',
  'matches',
  'mountReadPolicy',
  'noByteOrderMark',
  'notBase64Of',
  'notEmpty',
  'pem',
  'policyFor',
  'readPolicy',
  'sealed',
  'serviceAccount',
  'singleLine',
  'sops',
  'trustPodIdentity',
  'trustServiceAccount',
  'user',
];

describe('the exports', () => {
  test('of keywire are these', () => {
    expect(Object.keys(main).sort()).toEqual(core);
  });

  test('of keywire/seal are what seals', () => {
    expect(Object.keys(seal).sort()).toEqual([
      'DigestKey',
      'SealedSecretsController',
      'changeRecipients',
      'creationRule',
      'decryptSops',
      'describeRule',
      'editSops',
      'encryptSecret',
      'encryptionAtRest',
      'fetchSealingCertificate',
      'fluxDecryption',
      'fluxKeyCommand',
      'inspectSopsSecret',
      'ksopsAnnotations',
      'ksopsGenerator',
      'parseSealedFile',
      'readIdentities',
      'readSealedFile',
      'readSealingCertificate',
      'renderSealedFile',
      'seal',
      'sealAll',
      'sealForClusters',
      'sealed',
      'sealingCertificate',
      'sops',
    ]);
  });

  test('of keywire/cdk8s are the same and its constructs', () => {
    const constructs = [
      'App',
      'AwsCredentialSecret',
      'AwsSecretStore',
      'CredentialSecret',
      'EventSource',
      'MountedCredential',
      'TriggerMeshService',
      'addSyncWaves',
      'unsafePlaintext',
    ];
    expect(Object.keys(cdk8s).sort()).toEqual([...constructs, ...core].sort());
  });

  test('of keywire/pulumi are the same and its components', () => {
    const components = [
      'AwsCredentialSecret',
      'AwsSecretStore',
      'CredentialSecret',
      'EventSource',
      'MountedCredential',
      'TriggerMeshService',
      'nativeSecret',
    ];
    expect(Object.keys(pulumi).sort()).toEqual([...components, ...core].sort());
  });

  test('of keywire/pulumi/aws are these', () => {
    expect(Object.keys(pulumiAws).sort()).toEqual(['DedicatedUser', 'WorkloadRole', 'awsSecretsManagerSecret']);
  });

  test('of keywire/cdk8s-plus are these', () => {
    expect(Object.keys(cdk8sPlus).sort()).toEqual(['asSecret', 'envVariables', 'subjectOf']);
  });
});

describe('the built package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keywire-build-'));
  beforeAll(() => {
    const tsc = require.resolve('typescript/bin/tsc');
    const options = ['--declaration', 'false', '--noCheck', '--outDir', join(folder, 'build')];
    execFileSync(process.execPath, [tsc, '--project', join(root, 'tsconfig.build.json'), ...options], { cwd: root });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  }, 60_000);
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** The packages that a program loads. */
  function loadedBy(program: string): readonly string[] {
    const list = 'console.log(JSON.stringify(Object.keys(require.cache)))';
    const output = execFileSync(process.execPath, ['-e', `${program}; ${list}`], { cwd: folder, encoding: 'utf8' });
    const packages = (JSON.parse(output) as string[]).map(file => /.*node_modules\/((@[^/]+\/)?[^/]+)/.exec(file)?.[1]);
    return [...new Set(packages.filter(name => name !== undefined))].sort();
  }

  test('loads nothing from node_modules where only the core is required', () => {
    expect(loadedBy("require('./build/index.js')")).toEqual([]);
  });

  test('loads nothing from node_modules for what seals, until it seals', () => {
    expect(loadedBy("require('./build/seal/index.js')")).toEqual([]);
  });

  test('loads yaml when a sealed file is read, and not before', () => {
    const read = "try { require('./build/index.js').sealed({ file: 'build/index.js' }) } catch {}";
    expect(loadedBy(read)).toEqual(['yaml']);
  });

  test('loads cdk8s for the constructs, and no other engine', () => {
    const packages = loadedBy("require('./build/cdk8s/index.js')");
    expect(packages).toEqual(expect.arrayContaining(['cdk8s', 'constructs']));
    expect(packages.filter(name => /pulumi|cdk8s-plus|aws/.test(name))).toEqual([]);
  });

  test('loads Pulumi for the components, and neither cdk8s nor the AWS of Pulumi', () => {
    const packages = loadedBy("require('./build/pulumi/index.js')");
    expect(packages).toEqual(expect.arrayContaining(['@pulumi/kubernetes', '@pulumi/pulumi']));
    expect(packages.filter(name => /cdk8s|constructs|@pulumi.aws/.test(name))).toEqual([]);
  });

  test('loads the AWS of Pulumi only for what is made there', () => {
    expect(loadedBy("require('./build/pulumi/aws/index.js')")).toContain('@pulumi/aws');
  });
});
