/** Owns the entry of the share centre's script; must not know what it starts. */
import { installShare } from './jinjian-share.ts';

installShare();
