/**
 * The arrows of docs/ARCHITECTURE.md, as rules. `npm run check` runs them; nothing here is a warning.
 * A new arrow is an architecture decision: change the document (and say why in an ADR) before this file.
 */

const contract = '^src/contract/';
const domain = '^src/main/domain/';
const store = '^src/main/store/';
const jobs = '^src/main/jobs/';
const features = '^src/main/features/';
const providers = '^src/main/providers/';
const webhooks = '^src/main/webhooks/';
const rpc = '^src/main/rpc/';
const platform = '^src/main/platform/';
const demo = '^src/main/demo/';
const runtime = '^src/main/runtime([.]ts$|/)';
const electronEntry = '^src/main/index[.]ts$';
const electron = '^src/main/electron/';
const headless = '^src/main/headless/';
const preload = '^src/preload/';
const renderer = '^src/renderer/';

/** Types of the ports, and no implementation of them. */
const ports = '^src/main/platform/ports[.]ts$';
/** The gateway port and what belongs to it: files of providers/ itself, never of capcom6/ or twilio/. */
const providerInterfaces = '^src/main/providers/[^/]+[.]ts$';

/** Each layer, and everything of ours that it may import. */
const arrows = [
  ['contract', contract, []],
  ['domain', domain, [contract]],
  ['store', store, [domain, contract, ports]],
  ['providers', providers, [domain, contract, ports]],
  ['jobs', jobs, [domain, contract, store, providerInterfaces, ports]],
  ['features', features, [domain, contract, store, jobs, providerInterfaces, ports]],
  ['webhooks', webhooks, [features, providers, contract, ports]],
  ['rpc', rpc, [contract, features, ports]],
  ['platform', platform, [contract]],
  ['demo', demo, [contract, domain, store, features, rpc, platform]],
  ['runtime', runtime, [contract, domain, store, jobs, features, providers, webhooks, rpc, platform, demo]],
  ['electron-entry', electronEntry, [electron, runtime, rpc, platform, contract, demo]],
  ['electron', electron, [runtime, rpc, platform, contract, demo]],
  ['headless', headless, [runtime, rpc, platform, contract, demo]],
  ['preload', preload, [contract]],
  ['renderer', renderer, [contract]],
];

/** Packages that live in one place only. */
const homes = [
  ['electron', [electronEntry, electron, preload]],
  ['electron-updater', [electronEntry, electron]],
  ['better-sqlite3', [store]],
  ['twilio', ['^src/main/providers/twilio/']],
  ['node-schedule', [jobs]],
  ['fastify', [webhooks, headless, demo]],
  ['@fastify/[^/]+', [webhooks, headless, demo]],
  ['ws', [headless]],
  ['pino', [platform]],
  ['luxon', ['^src/main/domain/time([.]ts$|/)']],
  ['libphonenumber-js', [domain, renderer]],
  ['csv-parse', [domain, features]],
];

/** The only packages a layer may use. */
const pureLayers = [
  ['contract', contract, ['zod']],
  ['domain', domain, ['luxon', 'libphonenumber-js', 'csv-parse']],
  ['preload', preload, ['electron', 'zod']],
];

/** A package as dependency-cruiser names it: resolved, its types, or bare when it could not be resolved. */
const packagePath = (name) => `(^|node_modules/)(@types/)?${name}(/|$)`;
const npmTypes = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'];

const arrowRules = arrows.map(([name, from, allowed]) => ({
  name: `arrow-${name}`,
  severity: 'error',
  comment: `${name} may import only what docs/ARCHITECTURE.md ("The arrows") gives it.`,
  from: { path: from },
  to: { path: '^src/', pathNot: [from, ...allowed] },
}));

const homeRules = homes.map(([name, places]) => ({
  name: `home-${name.replace(/[^a-z0-9-]/g, '')}`,
  severity: 'error',
  comment: `${name} has one home; elsewhere take what you need through a port or a deps object.`,
  from: { path: '^src/', pathNot: places },
  to: { path: packagePath(name), dependencyTypes: npmTypes },
}));

const pureRules = pureLayers.map(([name, from, packages]) => ({
  name: `packages-of-${name}`,
  severity: 'error',
  comment: `${name} may use only these packages: ${packages.join(', ')}.`,
  from: { path: from },
  to: { dependencyTypes: npmTypes, pathNot: packages.map(packagePath) },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...arrowRules,
    ...homeRules,
    ...pureRules,
    {
      name: 'no-node-here',
      severity: 'error',
      comment: 'The page, the sandboxed preload, the contract and the pure rules have no Node.',
      from: { path: [renderer, preload, contract, domain] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'gateways-apart',
      severity: 'error',
      comment: 'A gateway never knows another one; shared words live in providers/ itself.',
      from: { path: '^src/main/providers/([^/]+)/' },
      to: { path: '^src/main/providers/[^/]+/', pathNot: '^src/main/providers/$1/' },
    },
    {
      name: 'renderer-features-by-the-front-door',
      severity: 'error',
      comment: "A renderer feature uses another one through an index file of it, never through the other's rooms.",
      from: { path: '^src/renderer/features/([^/]+)/' },
      to: {
        path: '^src/renderer/features/[^/]+/',
        pathNot: [
          '^src/renderer/features/$1/',
          '^src/renderer/features/[^/]+/index[.]tsx?$',
          '^src/renderer/features/[^/]+/[^/]+/index[.]tsx?$',
        ],
      },
    },
    {
      name: 'fakes-only-from-tests',
      severity: 'error',
      comment: 'The product never contains a fake, a fixture or a test.',
      from: { pathNot: '^tests/' },
      to: { path: '^tests/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Hand the later one in as a function, or move the shared type to the lower layer.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'The import names nothing that exists.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'main-ships-its-packages',
      severity: 'error',
      comment: 'The packaged program holds "dependencies" only: a devDependency would be missing at run time.',
      from: { path: '^src/main/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg'],
        dependencyTypesNot: ['type-only'],
        pathNot: packagePath('electron'),
      },
    },
    {
      name: 'own-package-json',
      severity: 'error',
      comment: 'A package in use is named in package.json, not borrowed from another package.',
      from: { path: '^(src|tests)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '[.](css|svg|png|woff2|mp3|html)$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.web.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mts', '.mjs', '.cjs', '.js', '.json'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
    cache: false,
  },
};
