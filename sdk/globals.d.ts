/** Owns what the build puts into the source: the version, region lists, and style sheets as text; must not know their values. */

/** The package's version, from package.json. */
declare const __JINJIAN_VERSION__: string;

/** True in the build for script tags, whose later parts are files of the server. */
declare const __JINJIAN_SCRIPT__: boolean;

/** The server that gave a script, written around it; absent in the files of one version, which are the same on every server. */
declare const jinjianServer: string | undefined;

/** Provinces and cities as `sdk/region/region-list.ts` reads them. */
declare const __JINJIAN_REGIONS__: string;

declare module '*.css?inline' {
  const css: string;
  export default css;
}
