/** Owns the order in which a tenant object's tables are made; must not know what is put in them. STORAGE.md tells each column. */

import { auditSteps } from './migrations/audit.ts';
import { deliverySteps } from './migrations/delivery.ts';
import { destinationSteps } from './migrations/destinations.ts';
import { eSignatureSteps } from './migrations/e-signatures.ts';
import { evidenceSteps } from './migrations/evidence.ts';
import { foundationSteps } from './migrations/foundation.ts';
import { operationsSteps } from './migrations/operations.ts';
import { outcomeSteps } from './migrations/outcomes.ts';
import { proofSteps } from './migrations/proofs.ts';
import { publicIdSteps } from './migrations/public-ids.ts';
import { regionSteps } from './migrations/regions.ts';
import { routingSteps } from './migrations/routing.ts';
import { sharingSteps } from './migrations/sharing.ts';
import { suppressionSteps } from './migrations/suppressions.ts';

/** Applied in order, each once. A released step is never edited: a change is a new step, at the end. */
export const migrations: readonly string[] = [
  ...foundationSteps,
  ...evidenceSteps,
  ...sharingSteps,
  ...outcomeSteps,
  ...destinationSteps,
  ...deliverySteps,
  ...operationsSteps,
  ...routingSteps,
  ...publicIdSteps,
  ...auditSteps,
  ...proofSteps,
  ...suppressionSteps,
  ...regionSteps,
  ...eSignatureSteps,
];
