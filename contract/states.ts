/** Owns how far a lead and a delivery have come, as the API names it; must not know what moves them on. */

/** `held`: it waits for a person. */
export const leadStates = ['pending', 'held', 'delivered', 'dead', 'unrouted', 'purged', 'erased'] as const;
export type LeadState = (typeof leadStates)[number];

/** `blocked` must not go out, or waits for a person; `dead` can't, unless it is replayed. */
export const deliveryStates = ['pending', 'delivered', 'dead', 'blocked'] as const;
export type DeliveryState = (typeof deliveryStates)[number];
