import type { PolicyLayer } from './schema.ts';

/** Lays one layer over another: what the upper one names counts, the rest shows through. Lists replace, not add. */
export function overlay(lower: PolicyLayer, upper: PolicyLayer): PolicyLayer {
  const checks = { ...lower.checks };
  for (const [id, settings] of Object.entries(upper.checks)) {
    const key = id as keyof typeof checks;
    checks[key] = { ...checks[key], ...settings };
  }
  return {
    approved: { ...lower.approved, ...upper.approved },
    require: { ...lower.require, ...upper.require },
    limits: { ...lower.limits, ...upper.limits },
    checks,
  };
}
