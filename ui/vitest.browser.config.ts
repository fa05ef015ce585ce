import { defineConfig } from 'vitest/config';

/** Tests of the built interface in Debian's Chromium, on recorded data. Build first. */
export default defineConfig({
  test: {
    include: ['tests/browser/**/*.test.ts'],
    globalSetup: ['tests/browser/serve.ts'],
    environment: 'node',
    // Generous: what is waited for comes when the machine gets to it.
    expect: { poll: { timeout: 60_000, interval: 20 } },
    testTimeout: 240_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
