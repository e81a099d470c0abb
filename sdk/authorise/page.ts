/** Owns the entry of the script of `/a/{authorisation}`; must not know what it starts. */
import { startSigning } from './sign-page.ts';

startSigning();
