/** Arrows point one way: functions → app → (azure, teams, drift, policy, http, report) → checks → network-rules. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(src|functions|scripts|test)/', pathNot: allowed },
});

export default {
  forbidden: [
    only(
      'network-rules-stand-alone',
      '^src/network-rules/',
      '^src/network-rules/',
      'The domain depends on nothing of ours.',
    ),
    only(
      'checks-judge-rules',
      '^src/checks/',
      '^src/(checks|network-rules)/',
      'A check sees rules, facts and criteria.',
    ),
    only(
      'policy-applies-checks',
      '^src/policy/',
      '^src/(policy|checks|network-rules)/',
      'A policy knows checks and rules.',
    ),
    only(
      'drift-has-ports',
      '^src/drift/',
      '^src/(drift|policy|checks|network-rules)/',
      'Azure reaches the core through ports.',
    ),
    only(
      'report-renders',
      '^src/report/',
      '^src/(report|drift|policy|checks|network-rules)/',
      'Renderings do no I/O.',
    ),
    only(
      'teams-speaks-to-teams',
      '^src/teams/',
      '^src/(teams|drift|policy|checks|network-rules)/',
      'Cards know nothing of Azure.',
    ),
    only(
      'azure-adapts',
      '^src/azure/',
      '^src/(azure|teams|drift|policy|checks|network-rules|config)',
      'Adapters implement ports.',
    ),
    only(
      'http-answers',
      '^src/http/',
      '^src/(http|azure/arm|report|drift|policy|checks|network-rules)',
      'Endpoints parse, ask and render.',
    ),
    only(
      'functions-bind',
      '^functions/',
      '^(functions/|src/app|src/azure/log|src/config)',
      'A function file holds the binding alone.',
    ),
    {
      name: 'local-is-never-deployed',
      severity: 'error',
      from: { path: '^(functions|src/(?!local/))' },
      to: { path: '^src/local/' },
    },
    {
      name: 'pure-folders-do-no-io',
      comment: 'What decides takes values and returns values. Reading the policy file is the one exception.',
      severity: 'error',
      from: { path: '^src/(network-rules|checks|policy|report)/', pathNot: '^src/policy/load' },
      to: {
        dependencyTypes: ['core'],
        path: '^(node:)?(fs|http|https|net|child_process|dns|worker_threads)',
      },
    },
    {
      name: 'no-azure-sdk-in-the-core',
      severity: 'error',
      from: { path: '^src/(network-rules|checks|policy|drift|report|teams|http)/' },
      to: { path: 'node_modules/@azure' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '@azure/functions-core' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
