/** Owns what the build puts into the source: the version, and style sheets as text; must not know their values. */

/** The package's version, from package.json. */
declare const __JINJIAN_VERSION__: string;

declare module '*.css?inline' {
  const css: string;
  export default css;
}
