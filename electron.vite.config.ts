/**
 * How the three programs are built: main (Electron entry, headless shell, the worker threads), preload, renderer.
 * The content security policy allows no inline script or style and no data: fonts, so none may be produced here.
 */
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin, Rolldown } from 'vite';

const at = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      sourcemap: true,
      rollupOptions: {
        input: {
          index: at('src/main/index.ts'),
          deskbell: at('src/main/headless/cli.ts'),
          storeWorker: at('src/main/store/worker.ts'),
          workbookWorker: at('src/main/platform/workbookWorker.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed preload is one CommonJS file that can require nothing but electron.
      externalizeDeps: false,
      rollupOptions: {
        input: { index: at('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: at('src/renderer'),
    plugins: [react(), strictPage(), firstLoad()],
    build: {
      outDir: at('out/renderer'),
      sourcemap: false,
      target: 'chrome140',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rollupOptions: {
        input: { index: at('src/renderer/index.html') },
        output: {
          codeSplitting: {
            // Vendors change seldom and load with the first page; everything else follows the dynamic imports of app/.
            groups: [
              { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 20 },
              { name: 'intl', test: /node_modules[\\/](react-intl|@formatjs|intl-messageformat)[\\/]/, priority: 10 },
            ],
          },
        },
      },
    },
  },
});

/** Fails the build when the page holds anything the content security policy would block. */
function strictPage(): Plugin {
  return {
    name: 'deskbell-strict-page',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type !== 'asset' || !file.fileName.endsWith('.html')) continue;
          const blocked = /<script(?![^>]*\ssrc=)[^>]*>|<style|\sstyle=|\son[a-z]+=/i.exec(String(file.source));
          if (blocked !== null) this.error(`${file.fileName} holds "${blocked[0]}", which the CSP blocks`);
        }
      },
    },
  };
}

/** Measures the JavaScript loaded before the first screen (the entry and its static imports) for `npm run check`. */
function firstLoad(): Plugin {
  return {
    name: 'deskbell-first-load',
    apply: 'build',
    writeBundle(_options, bundle) {
      const chunks = staticChunks(bundle);
      const gzipBytes = chunks.reduce((sum, chunk) => sum + gzipSync(chunk.code).length, 0);
      const report = { gzipBytes, files: chunks.map((chunk) => chunk.fileName) };
      writeFileSync(at('out/renderer-first-load.json'), `${JSON.stringify(report, null, 2)}\n`);
    },
  };
}

function staticChunks(bundle: Rolldown.OutputBundle): Rolldown.OutputChunk[] {
  const all = Object.values(bundle).filter((file) => file.type === 'chunk');
  const byName = new Map(all.map((chunk) => [chunk.fileName, chunk]));
  const seen = new Set(all.filter((chunk) => chunk.isEntry));
  for (const chunk of seen) {
    for (const name of chunk.imports) {
      const imported = byName.get(name);
      if (imported !== undefined) seen.add(imported);
    }
  }
  return [...seen];
}
