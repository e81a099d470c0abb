/** Owns how far a lead and a delivery have come, as the API names it; must not know what moves them on. */

/** `held`: it waits for a person, or for its only destinations to be switched on again. */
export const leadStates = ['pending', 'held', 'delivered', 'dead', 'unrouted', 'purged', 'erased'] as const;
export type LeadState = (typeof leadStates)[number];

/**
 * `held` waits for its destination to be switched on again; `blocked` must not go out, or waits for a person; `dead`
 * can't, unless it is replayed.
 */
export const deliveryStates = ['pending', 'held', 'delivered', 'dead', 'blocked'] as const;
export type DeliveryState = (typeof deliveryStates)[number];
/** As it is stored: what is pending is `held` while its destination is off. */
export type StoredDeliveryState = Exclude<DeliveryState, 'held'>;
