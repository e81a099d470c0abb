/** Owns the list of CRMs that have a stand-in here; must not know any of them. */
import type { Vendor } from './crm-stand-in.ts';
import { espocrmVendor } from './espocrm-stand-in.ts';
import { hubspotVendor } from './hubspot-stand-in.ts';
import { salesforceVendor } from './salesforce-stand-in.ts';
import { zohoVendor } from './zoho-stand-in.ts';

export const crmVendors: readonly Vendor[] = [hubspotVendor, salesforceVendor, espocrmVendor, zohoVendor];
