import js from '@eslint/js';
import boundaries from 'eslint-plugin-boundaries';
import tseslint from 'typescript-eslint';

/**
 * Layers point one way: domain <- store <- workers, server; engine and modeler-ui stand alone. rules evaluates decision
 * tables with the compiler of the engine (`@jiesu/engine/dmn`), nothing else of it.
 */
const LAYERS = {
  domain: [],
  store: ['domain'],
  engine: [],
  rules: ['domain', 'engine'],
  workers: ['domain', 'store', 'rules'],
  server: ['domain', 'store', 'rules'],
  'modeler-ui': [],
  system: ['domain', 'store', 'engine', 'rules', 'workers', 'server', 'bpmn'],
  bench: ['domain', 'store', 'engine', 'rules', 'system'],
  bpmn: ['engine', 'domain'],
};

export default tseslint.config(
  { ignores: ['**/node_modules/**', '**/dist/**', '.data/**', '.cache/**', '**/*.mjs', '**/*.cjs'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { boundaries },
    settings: {
      'import/resolver': {
        typescript: {
          project: ['tsconfig.json', 'modeler-ui/tsconfig.json'],
          noWarnOnMultipleProjects: true,
        },
      },
      'boundaries/elements': Object.keys(LAYERS).map((layer) => ({
        type: layer,
        pattern: layer,
        partialMatch: false,
      })),
    },
    rules: {
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          policies: Object.entries(LAYERS).map(([layer, allowed]) => ({
            from: { element: { type: layer } },
            allow: [layer, ...allowed].map((type) => ({ to: { element: { type } } })),
          })),
        },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    ignores: ['**/main.ts', 'engine/clock.ts', 'modeler-ui/**', '**/*.test.ts', 'bench/**', 'system/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Take the clock that main.ts passes in: clock.now().' },
      ],
    },
  },
);
