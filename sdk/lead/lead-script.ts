/** Owns the entry of the lead page's script; must not know what it starts. */
import { installLead } from './jinjian-lead.ts';

installLead();
