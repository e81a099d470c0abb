/** Owns the SDK's version, filled in by the build; must not know who reports it. */

/** Such as `0.1.0`. */
export const version: string = __JINJIAN_VERSION__;
