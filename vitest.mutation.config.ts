import { defineConfig } from 'vitest/config';

/** The tests that mutated code must not survive: those of the pure folders. */
export default defineConfig({
  test: { include: ['test/{network-rules,checks,policy}/**/*.test.ts'], testTimeout: 60_000 },
});
