/**
 * An outside check: the vendor's own npm client talks to the simulated phone. It is shaped for the cloud, so three of its calls do not
 * exist on a phone (capcom6.md 13); those must fail here as they do there.
 */
import ClientModule, { WebHookEventType } from 'android-sms-gateway';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PhoneApi } from './phoneApi.ts';
import { startPhoneApi } from './phoneApi.ts';

let api: PhoneApi;
let client: InstanceType<typeof ClientModule>;

const request = async <T>(url: string, init: RequestInit): Promise<T> => {
  const response = await fetch(url, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return (text === '' ? null : JSON.parse(text)) as T;
};
const withBody =
  (method: string) =>
  <T>(url: string, body: unknown, headers?: Record<string, string>): Promise<T> =>
    request<T>(url, { method, body: JSON.stringify(body), ...(headers ? { headers } : {}) });
const without =
  (method: string) =>
  <T>(url: string, headers?: Record<string, string>): Promise<T> =>
    request<T>(url, { method, ...(headers ? { headers } : {}) });

beforeEach(async () => {
  api = await startPhoneApi();
  const http = {
    get: without('GET'),
    delete: without('DELETE'),
    post: withBody('POST'),
    put: withBody('PUT'),
    patch: withBody('PATCH'),
  };
  client = new ClientModule('sms', 'demo-pass', http, api.phone.url);
});
afterEach(() => api.phone.stop());

describe('the official client', () => {
  it('sends a text and follows it', async () => {
    const sent = await client.send({ id: 'official', message: 'Hello', phoneNumbers: ['+12065550101'] });
    expect(sent).toMatchObject({ id: 'official', state: 'Pending' });
    await api.clock.advance(20_000);
    expect(await client.getState('official')).toMatchObject({ state: 'Delivered' });
    expect(api.phone.sent()).toMatchObject([{ id: 'official', body: 'Hello', count: 1 }]);
  });

  it('registers, lists and removes a webhook', async () => {
    const url = 'https://desk.example/hook';
    const made = await client.registerWebhook({ id: 'w', url, event: WebHookEventType.SmsReceived });
    expect(JSON.stringify(made)).toBe(JSON.stringify({ id: 'w', url, event: 'sms:received', source: 'Local' }));
    expect(await client.getWebhooks()).toHaveLength(1);
    await client.deleteWebhook('w');
    expect(await client.getWebhooks()).toEqual([]);
  });

  it('reads health, log and settings', async () => {
    expect(await client.getHealth()).toMatchObject({
      status: 'pass',
      checks: { 'battery:level': { observedValue: 88 } },
    });
    expect((await client.getLogs(new Date(0), new Date('2030-01-01'))).length).toBeGreaterThan(0);
    expect(await client.getSettings()).toHaveProperty('messages');
    expect(await client.patchSettings({ messages: {} })).toHaveProperty('messages');
  });

  it('fails where the phone has no such path, as it does on a real one', async () => {
    await expect(client.getDevices()).rejects.toThrow('HTTP 404');
    await expect(client.updateSettings({})).rejects.toThrow('HTTP 405');
    const period = { deviceId: 'd', since: new Date(0), until: new Date('2030-01-01') };
    await expect(client.exportInbox(period)).rejects.toThrow('HTTP 404');
    await api.phone.setFault('internetOff', true);
    await expect(client.getHealth()).rejects.toThrow('HTTP 500');
  });
});
