/** Owns the shape of the evidence file 证据文件 (test/vectors/evidence/README.md); must not make, read or judge one. */
import type { ChainLink, EventType } from '../../contract/event.ts';
import type { PublishedForm } from '../../contract/form.ts';
import type { PublishedNotice } from '../../contract/notice.ts';
import type { ConsentRecord } from './consent-record.ts';

/** One decision with all that shows it to be in the log. Record and salt are null once they are erased. */
export interface EvidenceDecision {
  record: ConsentRecord | null;
  /** base64url of 32 bytes. */
  salt: string | null;
  /** Leaf data, byte for byte. */
  leaf: string;
  index: number;
  /** The audit path, base64, the leaf's sibling first. */
  proof: string[];
}

/** What the tenant's own books say of one delivery. Nothing proves it. */
export interface EvidenceDelivery {
  type: EventType;
  recipient: string;
  legalName: string;
  destination: string;
  state: 'pending' | 'delivered' | 'dead' | 'blocked';
  reason?: string | undefined;
  attempts: { at: string; outcome: string; status?: number | undefined; reason?: string | undefined }[];
}

/** No value of the form is in it: values are not evidence of consent. */
export interface EvidenceFile {
  v: 1;
  type: 'jinjian-evidence';
  generatedAt: string;
  tenant: { id: string; legalName: string; uscc?: string | undefined };
  lead: { id: string; createdAt: string; erased: boolean };
  form: PublishedForm;
  /** Every text that a decision names. */
  notices: PublishedNotice[];
  /** In the order of the log. */
  decisions: EvidenceDecision[];
  log: {
    /** Verifier key line of the key that signed the checkpoint. */
    key: string;
    /** Signed note. */
    checkpoint: string;
    /** Signed notes by which earlier keys named that key, the oldest first. */
    rollovers: string[];
  };
  deliveries: EvidenceDelivery[];
  attribution: {
    model: 'first' | 'last';
    reason: string;
    credited?: string | undefined;
    chain: ChainLink[];
  };
}
