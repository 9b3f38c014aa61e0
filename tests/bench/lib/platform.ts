/** The real machine with a log that says nothing: what measures run the core on. */
import { createNodePlatform } from '../../../src/main/platform/node.ts';
import type { Platform } from '../../../src/main/platform/ports.ts';
import { createSilentLogger } from '../../fakes/loggers.ts';

export type BenchPlatform = Platform;

export function createBenchPlatform(dataDir: string): BenchPlatform {
  return { ...createNodePlatform({ dataDir }), log: createSilentLogger() };
}
