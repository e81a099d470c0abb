/** Owns the sessionStorage item that says that this visit wants large type; imports nothing, so that the first part can ask. */
export const largeTypeKey = 'jinjian:large';
