/** Environment switches that change where texts go: read once by a shell, handed on as options, and shown in Health. */
import type { RuntimeOptions } from '../runtime.ts';

/** What the environment changes about the world outside, and its names. */
export function overridesOf(
  env: Readonly<Record<string, string | undefined>>,
): Pick<RuntimeOptions, 'overrides' | 'twilioApiUrl'> {
  const url = env['DESKBELL_TWILIO_API_URL'] ?? '';
  return url === '' ? {} : { overrides: ['DESKBELL_TWILIO_API_URL'], twilioApiUrl: url };
}
