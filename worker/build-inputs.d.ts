/** Owns the types of what the build fills in: files taken in as text, the version. */
declare module '*?raw' {
  const text: string;
  export default text;
}

/** The version of package.json. */
declare const __JINJIAN_VERSION__: string;
