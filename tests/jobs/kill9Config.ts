/** What the kill -9 test tells its runner. */
import { z } from 'zod';

const RunnerConfig = z.object({
  dataDir: z.string(),
  gatewayId: z.string(),
  baseUrl: z.string(),
  deviceId: z.string().nullable(),
});
export type RunnerConfig = z.infer<typeof RunnerConfig>;

export function readRunnerConfig(json: string): RunnerConfig {
  return RunnerConfig.parse(JSON.parse(json));
}

export const KILL9_KEY: Uint8Array = Uint8Array.from({ length: 32 }, (_, at) => 255 - at);
