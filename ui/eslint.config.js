import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

export default ts.config(
  { ignores: ['dist/', 'node_modules/', 'src/backend/bindings/', 'tests/out/'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      'no-undef': 'off',
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  {
    // The host is reached through src/backend alone: the rest must run in a plain browser too.
    files: ['src/**/*.ts', 'src/**/*.svelte'],
    ignores: ['src/backend/tauri/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['@tauri-apps/*'], message: 'Only src/backend/tauri talks to the host.' },
          ],
        },
      ],
      'no-restricted-globals': [
        'error',
        { name: 'localStorage', message: 'Settings are kept by the backend.' },
        { name: 'sessionStorage', message: 'Settings are kept by the backend.' },
        { name: 'fetch', message: 'Nothing leaves this computer.' },
      ],
    },
  },
  { files: ['tests/**/*.ts'], rules: { 'no-console': 'off' } },
);
