/** What the gateways feature asks of phones, answered without any. */
import type { GatewaysDeps, PairedPhone } from '../../../src/main/features/gateways/deps.ts';

export const paired: PairedPhone = {
  ok: true,
  baseUrl: 'http://127.0.0.1:8080',
  deviceId: 'device-1',
  deviceName: 'Pixel',
  version: '1.75.0',
  sims: [{ simNumber: 1, phoneNumber: '+12065550100', carrierName: null }],
  phoneNumber: '+12065550100',
  batteryPercent: 80,
  roundTripMs: 12,
  clockSkewMs: 30,
  advice: [],
  usb: null,
  warning: null,
};

/** Pairs with anything, finds nothing. */
export function createFakePhones(overrides: Partial<GatewaysDeps['phones']> = {}): GatewaysDeps['phones'] {
  const passphrases = new Map<string, string>();
  return {
    identify: () => Promise.resolve(null),
    pair: () => Promise.resolve(paired),
    search: () => Promise.resolve({ phones: [], searched: [], skipped: [], complete: true, usb: [] }),
    checkAddress: (_id, { address }) => Promise.resolve({ ok: true, baseUrl: `http://${address}`, version: '1.75.0' }),
    readLogs: () => Promise.resolve({ ok: true, value: [] }),
    setWebhooks: () => Promise.resolve({ ok: true, value: { registered: [], unknown: [], foreign: [] } }),
    foreignWebhooks: () => Promise.resolve([]),
    hasPassphrase: (id) => Promise.resolve(passphrases.has(id)),
    setPassphrase: (id, passphrase) => {
      if (passphrase === null) passphrases.delete(id);
      else passphrases.set(id, passphrase);
      return Promise.resolve();
    },
    ...overrides,
  };
}
