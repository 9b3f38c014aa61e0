/** Loaded with --import before the built main: `electron` then means the stand-in. */
import { registerHooks } from 'node:module';

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: new URL('./standIn.ts', import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
});
