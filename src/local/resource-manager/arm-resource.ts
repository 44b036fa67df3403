/** A resource as Azure Resource Manager stores and answers it. */
export type ArmResource = {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly location?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly properties: ArmProperties;
  readonly systemData?: SystemData;
};

export type ArmProperties = Readonly<Record<string, unknown>>;

export type SystemData = {
  readonly createdAt: string;
  readonly createdBy: string;
  readonly createdByType: ActorType;
  readonly lastModifiedAt: string;
  readonly lastModifiedBy: string;
  readonly lastModifiedByType: ActorType;
};

export type ActorType = 'User' | 'Application';

/** Everything that one subscription holds at the start; it may hold what Azure would refuse to write today. */
export type Estate = {
  readonly subscriptionId: string;
  readonly tenantId: string;
  readonly resourceGroups: readonly ArmResource[];
  readonly vaults: readonly ArmResource[];
  /** With their subnets inside, in `properties.subnets`. */
  readonly virtualNetworks: readonly ArmResource[];
  /** Network security perimeters and all that is below them: profiles, access rules, resource associations. */
  readonly perimeters: readonly ArmResource[];
};

/** The same estate in another subscription: every id that names the old one names the new one. */
export function inSubscription(estate: Estate, subscriptionId: string): Estate {
  if (estate.subscriptionId === subscriptionId) return estate;
  return JSON.parse(JSON.stringify(estate).replaceAll(estate.subscriptionId, subscriptionId));
}
