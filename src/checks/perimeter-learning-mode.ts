import { describeExposure } from '../network-rules/describe.ts';
import { isUnknown } from '../network-rules/model.ts';
import { azCli } from './az-cli.ts';
import { defineCheck } from './check.ts';

export const perimeterLearningMode = defineCheck({
  id: 'perimeter-learning-mode',
  title: 'Network security perimeter is not enforced',
  severity: 'medium',
  rationale:
    "In learning mode a perimeter refuses nobody: what its rules do not let in, the vault's own rules still may. With " +
    'public access disabled it even opens the vault to what its inbound rules name.',
  references: { mcsb: ['NS-2'] },
  evaluate: ({ facts: { perimeter }, exposure }) => {
    if (perimeter.kind !== 'associated' || perimeter.accessMode === 'enforced') return [];
    const mode = isUnknown(perimeter.accessMode)
      ? `"${perimeter.accessMode.unknown}", which is not known`
      : 'Learning';
    const message = `The perimeter's access mode is ${mode}; let in now: ${describeExposure(exposure)}.`;
    return [{ target: perimeter.associationId, message }];
  },
  remediate: (_subject, { target }) => [
    "# Add an inbound rule for every caller first: enforced, the vault's own rules no longer count.",
    azCli`network perimeter association update --ids ${target} --access-mode Enforced`,
  ],
});
