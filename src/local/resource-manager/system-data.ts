import type { ArmResource, SystemData } from './arm-resource.ts';
import type { ArmRequest } from './route.ts';
import { signatureOf } from './token.ts';

/** Who made the resource stays, who wrote it last is the caller. */
export function stamped(before: ArmResource | undefined, { actor, now }: ArmRequest): SystemData {
  const { by, type } = signatureOf(actor);
  const at = now.toISOString();
  return {
    createdAt: before?.systemData?.createdAt ?? at,
    createdBy: before?.systemData?.createdBy ?? by,
    createdByType: before?.systemData?.createdByType ?? type,
    lastModifiedAt: at,
    lastModifiedBy: by,
    lastModifiedByType: type,
  };
}
