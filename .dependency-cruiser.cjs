/** The arrows point inward: core knows no engine, an engine knows core, and each engine has one door. */
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { pathNot: allowed },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    only('core-is-pure', '^lib/core/', ['^lib/core/', '^(crypto|util|zlib)$']),
    only('disk-knows-core', '^lib/disk/', ['^lib/(core|disk)/', '^(fs|path)$']),
    only('seal-knows-core', '^lib/seal/', [
      '^lib/(core|disk|seal)/',
      '^node_modules/(yaml|age-encryption)/',
      '^(fs|path|crypto|os|worker_threads|child_process)$',
    ]),
    only('cli-knows-core-and-seal', '^lib/cli/', [
      '^lib/(core|disk|seal|cli)/',
      '^node_modules/(commander|@clack/prompts|yaml)/',
      '^(fs|path|os|util|crypto|child_process|stream)$',
      '^package\\.json$',
    ]),
    only('cdk8s-knows-core', '^lib/cdk8s/', [
      '^lib/(core|disk|seal|cdk8s)/',
      '^node_modules/(cdk8s|constructs)/',
      '^(fs|path)$',
    ]),
    only('cdk8s-plus-knows-cdk8s', '^lib/cdk8s-plus/', [
      '^lib/(core|cdk8s|cdk8s-plus)/',
      '^node_modules/(cdk8s-plus-27|constructs)/',
    ]),
    only('pulumi-knows-core', '^lib/pulumi/(?!aws/)', [
      '^lib/(core|seal)/',
      '^lib/pulumi/(?!aws/)',
      '^node_modules/@pulumi/(pulumi|kubernetes)/',
    ]),
    only('pulumi-aws-knows-pulumi', '^lib/pulumi/aws/', ['^lib/(core|pulumi)/', '^node_modules/@pulumi/(pulumi|aws)/']),
    only('the-main-entry-loads-no-engine', '^lib/index\\.ts$', ['^lib/(core|seal)/']),
    { name: 'nobody-knows-the-cli', severity: 'error', from: { pathNot: '^lib/cli/' }, to: { path: '^lib/cli/' } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['require', 'node', 'types'] },
  },
};
