/**
 * The rules between the rooms (the table of the design): which folder may import what. `npm run lint:rooms` checks them,
 * tests/rooms.test.ts proves that each one fires.
 */

/** All that is not a room's own: none of these is imported by what is delivered. */
const workshop = '^(tests|scripts|bench)/'

/** A stub, visible test or helper: what a student gets. The definition beside it stays here. */
const definition = '^exercises/[^/]+/(exercise|hints)\\.ts$|^exercises/[^/]+/checks/'
const visibleTest = '^exercises/[^/]+/[^/]+\\.test\\.ts$'
const kit = '^reference-engine/student\\.ts$'
const kitOfTests = '^grader/jest/matchers\\.ts$'
const npm = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-bundled', 'npm-no-pkg', 'npm-unknown']

/** Where it is known that the program runs on Node. */
const onNode = [
  '^grader/(cli|subject|submission|batch|course|course-check)/',
  '^reference-engine/(data|threads)/',
  '^examples/',
  workshop,
]

/** Loaded by name at run time, or by a student: nothing imports them. */
const entries = [
  '^grader/cli/(main|commands/[^/]+)\\.ts$',
  '^grader/course-check/rules/',
  '^reports/formats/',
  '^exercises/',
  '^solutions/',
  workshop,
  '\\.d\\.ts$',
]

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or miss a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'Nothing imports this file and it imports nothing: remove it, or use it.',
      severity: 'error',
      from: { orphan: true, pathNot: entries },
      to: {},
    },
    {
      name: 'no-unresolvable',
      comment: 'There is no such file or package.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-undeclared-packages',
      comment: 'A package that package.json does not list works only by accident.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'engine-stands-alone',
      comment: 'The reference engine imports itself and packages of npm.',
      severity: 'error',
      from: { path: '^reference-engine/' },
      to: { path: ['^(exercises|solutions|grader|reports)/', workshop] },
    },
    {
      name: 'reports-know-the-report-only',
      comment: 'A renderer imports the types of a report, other renderers, and packages of npm.',
      severity: 'error',
      from: { path: '^reports/' },
      to: {
        path: ['^(reference-engine|exercises|solutions|grader)/', workshop],
        pathNot: '^grader/(report|text)\\.ts$',
      },
    },
    {
      name: 'grader-knows-no-course',
      comment: 'The grader loads exercises and solutions by folder, it never imports one.',
      severity: 'error',
      from: { path: '^grader/' },
      to: { path: ['^(exercises|solutions)/', workshop] },
    },
    {
      name: 'example-uses-the-engine-only',
      comment:
        'An example shows what the engine alone can do: it imports its own folder, the engine, and packages of npm.',
      severity: 'error',
      from: { path: '^(examples/[^/]+)/' },
      to: { path: ['^(exercises|solutions|grader|reports|examples)/', workshop], pathNot: '^$1/' },
    },
    {
      name: 'nothing-imports-an-example',
      comment: 'Examples are programs of their own; only their tests import them.',
      severity: 'error',
      from: { pathNot: '^(examples|tests)/' },
      to: { path: '^examples/' },
    },
    {
      name: 'only-the-command-renders',
      comment: 'Reports are made from the JSON alone: only grader/cli may import a renderer.',
      severity: 'error',
      from: { path: '^grader/', pathNot: '^grader/cli/' },
      to: { path: '^reports/' },
    },
    {
      name: 'checks-know-no-machine',
      comment: 'Checks, diagnosis and matchers would run in a browser: they import nothing that runs on Node.',
      severity: 'error',
      from: { path: '^grader/(checks|diagnosis|jest)/|^grader/[^/]+\\.ts$' },
      to: {
        path: '^grader/(cli|subject|submission|batch|course|course-check)/|^reference-engine/(data|threads)/',
        // These hold types, or nothing that touches the machine.
        pathNot: [
          '^grader/subject/subject\\.ts$',
          '^grader/cli/language\\.ts$',
          '^reference-engine/data/image-source\\.ts$',
        ],
      },
    },
    {
      name: 'no-node-in-the-core',
      comment:
        'Only the command, the child, submissions, course folders, the data cache, the threads and examples know that they run on Node.',
      severity: 'error',
      from: { pathNot: onNode },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'definition-uses-engine-and-checks',
      comment:
        'exercise.ts, hints.ts and checks/ import their own folder, grade-descent/engine/..., grade-descent/checks/... and grade-descent/exercise.',
      severity: 'error',
      from: { path: ['^(exercises/[^/]+)/(exercise|hints)\\.ts$', '^(exercises/[^/]+)/checks/'] },
      to: {
        dependencyTypesNot: npm,
        pathNot: ['^$1/(hints\\.ts$|checks/)', '^reference-engine/', '^grader/(checks/|exercise\\.ts$)'],
      },
    },
    {
      name: 'course-imports-by-name',
      comment:
        'Exercises and solutions are moved to other folders: they import the package by its name, not by a path.',
      severity: 'error',
      from: { path: '^(exercises|solutions)/' },
      to: { path: '^(reference-engine|grader)/', dependencyTypesNot: ['aliased'] },
    },
    {
      name: 'stub-uses-the-kit-only',
      comment: 'A stub imports grade-descent/student and its own files.',
      severity: 'error',
      from: { path: '^(exercises/[^/]+)/', pathNot: [definition, visibleTest] },
      to: { path: '.', pathNot: ['^$1/(?!exercise\\.ts|hints\\.ts|checks/|.*\\.test\\.ts)', kit] },
    },
    {
      name: 'visible-test-uses-the-kit-only',
      comment: 'A visible test imports the stub, grade-descent/student, grade-descent/jest and @jest/globals.',
      severity: 'error',
      from: { path: '^(exercises/[^/]+)/[^/]+\\.test\\.ts$' },
      to: {
        path: '.',
        pathNot: ['^$1/(?!exercise\\.ts|hints\\.ts|checks/)', kit, kitOfTests, 'node_modules/@jest/globals/'],
      },
    },
    {
      name: 'solution-uses-the-kit-only',
      comment: 'A solution is written as a student would: it imports grade-descent/student and its own files.',
      severity: 'error',
      from: { path: '^(solutions/[^/]+)/[^/]+\\.ts$' },
      to: { path: '.', pathNot: ['^$1/[^/]+\\.ts$', kit] },
    },
    {
      name: 'alternative-uses-the-kit-only',
      comment: 'An alternative is written as a student would: it imports grade-descent/student and its own files.',
      severity: 'error',
      from: { path: '^(solutions/[^/]+/alternatives/[^/]+)/' },
      to: { path: '.', pathNot: ['^$1/', kit] },
    },
    {
      name: 'misconception-uses-the-engine-only',
      comment: 'A misconception imports the engine, grade-descent/student and grade-descent/exercise.',
      severity: 'error',
      from: { path: '^solutions/[^/]+/misconceptions/' },
      to: { path: '.', pathNot: ['^reference-engine/(?!data/)', '^grader/exercise\\.ts$'] },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    // Imports of types count: a type of another room is knowledge of it too.
    tsPreCompilationDeps: true,
    doNotFollow: { path: ['node_modules', '^dist/'] },
    exclude: { path: '^dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
