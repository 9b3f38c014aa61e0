import { Buffer } from 'node:buffer';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { startProgram } from '../headless/programs.ts';
import { OWN, PERSON, PUBLIC_URL, startHookListener } from './twilioApi.ts';

const SERVER = fileURLToPath(new URL('../../src/main/demo/twilioServer.ts', import.meta.url));

describe('the simulated Twilio as a program of its own', () => {
  it('announces itself, takes a text and posts what it hears to the mapped listener', async () => {
    const listener = await startHookListener();
    const program = await startProgram(SERVER, ['--json', '--fast', '--map', `${PUBLIC_URL}=${listener.url}`]);
    const facts = program.announced as Record<string, string>;
    const authorization = `Basic ${Buffer.from(`${facts['keySid']}:${facts['keySecret']}`).toString('base64')}`;
    const messages = `${facts['url']}/2010-04-01/Accounts/${facts['accountSid']}/Messages.json`;
    const sent = await fetch(messages, {
      method: 'POST',
      headers: { authorization },
      body: new URLSearchParams({ To: PERSON, From: OWN, Body: 'Hello', StatusCallback: `${PUBLIC_URL}/hooks/status` }),
    });
    expect(sent.status).toBe(201);
    expect(await (await fetch(`${facts['controlUrl']}/sent`)).json()).toMatchObject([{ to: PERSON, body: 'Hello' }]);
    while (listener.hooks.length < 2) await new Promise((resolve) => void setImmediate(resolve));
    expect(listener.hooks.map(({ fields }) => fields['MessageStatus'])).toEqual(['sent', 'delivered']);
    expect(await program.stop()).toBe(0);
    await listener.close();
  });
});
