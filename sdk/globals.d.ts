/** Owns what the build puts into the source: the version, and style sheets as text; must not know their values. */

/** The package's version, from package.json. */
declare const __JINJIAN_VERSION__: string;

/** The day of the build, YYYY-MM-DD in mainland China. */
declare const __JINJIAN_BUILT_ON__: string;

/** True in the build for script tags, whose second part is another file of the server. */
declare const __JINJIAN_SCRIPT__: boolean;

/** Provinces and cities as `sdk/region/region-list.ts` reads them. */
declare const __JINJIAN_REGIONS__: string;

declare module '*.css?inline' {
  const css: string;
  export default css;
}
