/** Owns the types of what the build fills in: files taken in as text, the version. */
declare module '*?raw' {
  const text: string;
  export default text;
}

/** The version of package.json. */
declare const __JINJIAN_VERSION__: string;

/** Vite's import of every file that a pattern matches, at build time. */
interface ImportMeta {
  glob(pattern: string, options: { query: '?raw'; import: 'default'; eager: true }): Record<string, string>;
}
