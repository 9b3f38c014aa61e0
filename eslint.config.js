/**
 * Lint: correctness, and the bans that keep the core testable. No matter of taste (Prettier owns the layout).
 * A rule cannot be switched off in a file (noInlineConfig): change the code, or change the rule here and say why.
 */
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Globals of Node that the plain scripts use. */
const nodeGlobals = Object.fromEntries(
  ['process', 'console', 'URL', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Buffer'].map((name) => [
    name,
    'readonly',
  ]),
);

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration, ExportSpecifier[exported.name="default"]',
  message: 'Named exports only: a thing has one name everywhere.',
};
const usePorts = 'take it from platform/ports.ts through a deps object';
const hiddenInputs = [
  { selector: 'NewExpression[callee.name="Date"]', message: `No Date here: ${usePorts}; civil time is domain/time.` },
  { selector: 'CallExpression[callee.name="Date"]', message: `No Date here: ${usePorts}; civil time is domain/time.` },
];
const hiddenProperties = [
  ['Date', 'now'],
  ['Math', 'random'],
  ['performance', 'now'],
  ['process', 'hrtime'],
  ['crypto', 'randomUUID'],
  ['crypto', 'randomBytes'],
  ['crypto', 'getRandomValues'],
].map(([object, property]) => ({ object, property, message: `Hidden input: ${usePorts}.` }));
const hiddenGlobals = ['setTimeout', 'setInterval', 'setImmediate'].map((name) => ({
  name,
  message: `Hidden timer: ${usePorts}.`,
}));
const hiddenImports = [
  { name: 'node:timers', message: `Hidden timer: ${usePorts}.` },
  { name: 'node:timers/promises', message: `Hidden timer: ${usePorts}.` },
  { name: 'node:perf_hooks', message: `Hidden clock: ${usePorts}.` },
  {
    name: 'node:crypto',
    importNames: ['randomUUID', 'randomBytes', 'randomInt', 'getRandomValues', 'webcrypto'],
    message: `Hidden randomness: ${usePorts}.`,
  },
];

export default defineConfig(
  globalIgnores(['out/', 'dist/', 'coverage/', 'test-results/', '.cache/', 'docs/']),
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' } },
  {
    name: 'deskbell/scripts',
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: nodeGlobals },
    rules: {
      'no-undef': 'error',
      'no-unused-vars': 'error',
      'no-unreachable': 'error',
      'no-dupe-keys': 'error',
      'no-const-assign': 'error',
      'no-cond-assign': 'error',
      'prefer-const': 'error',
      eqeqeq: 'error',
      'max-lines': ['error', 400],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs', globals: { module: 'writable' } } },
  {
    name: 'deskbell/typescript',
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/restrict-plus-operands': ['error', { allowNumberAndString: true }],
      // Taste, or wrong too often to be worth a stop.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-unnecessary-boolean-literal-compare': 'off',
      '@typescript-eslint/no-unnecessary-type-conversion': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-deprecated': 'off',
      '@typescript-eslint/unified-signatures': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      // There are no enums here and hardly a class; the two rules cost a quarter of the time.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // Our factories return plain closures: taking one off its object is safe.
      '@typescript-eslint/unbound-method': 'off',
      // Spreading a string into code points is what counting segments needs.
      '@typescript-eslint/no-misused-spread': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': ['error', noDefaultExport],
      'max-lines': ['error', 400],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    name: 'deskbell/no-hidden-inputs',
    files: ['src/main/**/*.ts'],
    ignores: ['src/main/platform/**'],
    rules: {
      'no-restricted-syntax': ['error', noDefaultExport, ...hiddenInputs],
      'no-restricted-properties': ['error', ...hiddenProperties],
      'no-restricted-globals': ['error', { globals: hiddenGlobals, checkGlobalObject: true }],
      'no-restricted-imports': ['error', { paths: hiddenImports }],
    },
  },
  {
    name: 'deskbell/react',
    files: ['**/*.tsx', 'src/renderer/**/*.ts'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['**/*.tsx'],
    rules: { 'max-lines-per-function': ['error', { max: 120, skipBlankLines: true, skipComments: true }] },
  },
  { files: ['src/main/headless/**'], rules: { 'no-console': 'off' } },
  {
    name: 'deskbell/tests',
    files: ['tests/**'],
    rules: {
      // Tests read foreign JSON and reach into results they have just made; a wrong guess fails the test.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      'max-lines-per-function': 'off',
    },
  },
  { files: ['tests/bench/**'], rules: { 'no-console': 'off' } },
  { files: ['*.config.ts'], rules: { 'no-restricted-syntax': 'off' } },
);
