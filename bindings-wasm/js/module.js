// The functions of the modules that are loaded. Every entry brings one with the kernel in it; where a page
// has several, the one that came first answers what they share. They keep nothing, so any serves.
export const kernel = Object.create(null);

/** Called by the entries, with what wasm-bindgen wrote beside a module that is ready. */
export function use(glue) {
  for (const name of Object.keys(glue)) kernel[name] ??= glue[name];
}
