import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getExpectedTwilioSignature, validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import { isSigned, signatureOf } from '../../src/main/providers/twilio/signature.ts';

const TOKEN = '12345';
const URL_ = 'https://mycompany.com/myapp.php?foo=1&bar=2';
const CALL = {
  CallSid: 'CA1234567890ABCDE',
  Caller: '+14158675309',
  Digits: '1234',
  From: '+14158675309',
  To: '+18005551212',
};
const OWN_TOKEN = '0123456789abcdef0123456789abcdef';
const AC = `AC${'0'.repeat(32)}`;
const INBOUND = {
  ToCountry: 'US',
  ToState: 'CA',
  SmsMessageSid: `SM${'1'.repeat(32)}`,
  NumMedia: '0',
  ToCity: 'SAN FRANCISCO',
  FromZip: '94107',
  SmsSid: `SM${'1'.repeat(32)}`,
  FromState: 'CA',
  SmsStatus: 'received',
  FromCity: 'SAN FRANCISCO',
  Body: 'Yes, 3pm is fine 👍',
  FromCountry: 'US',
  To: '+15005550006',
  ToZip: '94107',
  NumSegments: '1',
  MessageSid: `SM${'1'.repeat(32)}`,
  AccountSid: AC,
  From: '+15551230001',
  ApiVersion: '2010-04-01',
};
const STATUS = {
  AccountSid: AC,
  ApiVersion: '2010-04-01',
  From: '+15005550006',
  MessageSid: `SM${'2'.repeat(32)}`,
  SmsSid: `SM${'2'.repeat(32)}`,
  MessageStatus: 'delivered',
  SmsStatus: 'delivered',
  RawDlrDoneDate: '2611201405',
  To: '+15551230001',
};
const EMPTY = { Body: '', From: '+15551230001', FromCity: '', MessageSid: `SM${'3'.repeat(32)}` };

type Fields = Readonly<Record<string, string | readonly string[]>>;

function form(fields: Fields): URLSearchParams {
  const entries = Object.entries(fields).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((one): [string, string] => [name, one]),
  );
  return new URLSearchParams(entries);
}

function request(url: string, fields: Fields, signature: string) {
  return {
    url,
    headers: { 'x-twilio-signature': signature },
    contentType: 'application/x-www-form-urlencoded; charset=utf-8',
    body: new Uint8Array(Buffer.from(form(fields).toString(), 'utf8')),
  };
}

const VECTORS: readonly (readonly [string, string, Fields, string, string])[] = [
  ['the documented example', URL_, CALL, TOKEN, 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
  ['a port', URL_.replace('.com', '.com:443'), CALL, TOKEN, 'kvajT1Ptam85bY51eRf/AJRuM3w='],
  ['http with a port', 'http://mycompany.com:80/myapp.php?foo=1&bar=2', CALL, TOKEN, '0ZXoZLH/DfblKGATFgpif+LLRf4='],
  ['an odd port', 'http://mycompany.com:1234/myapp.php?foo=1&bar=2', CALL, TOKEN, 'Zmvh+3yNM1Phv2jhDCwEM3q5ebU='],
  ['credentials', URL_.replace('//', '//user:pass@'), CALL, TOKEN, 'CukzLTc1tT5dXEDIHm/tKBanW10='],
  [
    'a name with several values',
    URL_,
    { 'MessagingBinding.Address': ['+1415xxxxxxx', '+1325xxxxxxx'] },
    TOKEN,
    '83O6e2vORAoJHUNzJjDWN1jz+BA=',
  ],
  [
    'a name that begins like another, and a value given twice',
    URL_,
    { Sid: 'CA123', SidAccount: 'AC123', Digits: ['5678', '1234', '1234'] },
    TOKEN,
    'IK+Dwps556ElfBT0I3Rgjkr1wJU=',
  ],
  ['an inbound text', 'https://clinic.example/twilio/inbound', INBOUND, OWN_TOKEN, 'B8W9D2tZfEy3MXsc1VVo3bsP7Fk='],
  ['a slash at the end', 'https://clinic.example/twilio/inbound/', INBOUND, OWN_TOKEN, 'XblU/63Olx3mYnudBlrr5WE+6fo='],
  ['a status', 'https://clinic.example/twilio/status?m=42', STATUS, OWN_TOKEN, 'k7PbzNhmVyqOVstQMTJP/BqL31w='],
  ['empty values', 'https://clinic.example/twilio/inbound', EMPTY, OWN_TOKEN, '5e7i8w94kCDAGIeONvLMCu8faCQ='],
];

describe('the signature of a request', () => {
  it.each(VECTORS)('is the known one for %s', (_name, url, fields, token, signature) => {
    expect(signatureOf(token, url, form(fields))).toBe(signature);
    expect(isSigned(request(url, fields, signature), [token])).toBe(true);
  });

  it('covers a body that is no form by its hash in the address', () => {
    const hash = '0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620';
    const signed = {
      url: `${URL_}&bodySHA256=${hash}`,
      headers: { 'x-twilio-signature': 'a9nBmqA0ju/hNViExpshrM61xv4=' },
      contentType: 'application/json',
      body: new TextEncoder().encode('{"property": "value", "boolean": true}'),
    };
    expect(isSigned(signed, [TOKEN])).toBe(true);
    expect(isSigned({ ...signed, body: new TextEncoder().encode('{"property": "other"}') }, [TOKEN])).toBe(false);
    expect(isSigned({ ...signed, url: URL_ }, [TOKEN])).toBe(false);
  });

  it('counts with the standard port and without it, whichever was configured', () => {
    const url = 'https://clinic.example/twilio/inbound';
    const withPort = signatureOf(OWN_TOKEN, 'https://clinic.example:443/twilio/inbound', form(INBOUND));
    expect(isSigned(request(url, INBOUND, withPort), [OWN_TOKEN])).toBe(true);
    const without = signatureOf(OWN_TOKEN, url, form(INBOUND));
    expect(isSigned(request('https://clinic.example:8443/twilio/inbound', INBOUND, without), [OWN_TOKEN])).toBe(true);
  });

  it('does not cover the fragment with the retry settings', () => {
    const signed = request('https://clinic.example/twilio/inbound#rc=3', INBOUND, 'B8W9D2tZfEy3MXsc1VVo3bsP7Fk=');
    expect(isSigned(signed, [OWN_TOKEN])).toBe(true);
  });

  it('may be made with the secondary token while tokens are changed, and with no other', () => {
    const signed = request('https://clinic.example/twilio/inbound', INBOUND, 'B8W9D2tZfEy3MXsc1VVo3bsP7Fk=');
    expect(isSigned(signed, ['f'.repeat(32), OWN_TOKEN])).toBe(true);
    expect(isSigned(signed, ['f'.repeat(32)])).toBe(false);
    expect(isSigned(signed, [])).toBe(false);
    expect(
      isSigned({ ...signed, headers: { 'x-twilio-signature': signatureOf('', signed.url, form(INBOUND)) } }, ['']),
    ).toBe(false);
  });

  it.each([
    ['another scheme', 'http://clinic.example/twilio/inbound', INBOUND],
    ['another path', 'https://clinic.example/twilio/inbound/', INBOUND],
    ['a field more', 'https://clinic.example/twilio/inbound', { ...INBOUND, Extra: '' }],
    ['another text', 'https://clinic.example/twilio/inbound', { ...INBOUND, Body: 'No' }],
  ])('is wrong for %s', (_name, url, fields) => {
    expect(isSigned(request(url, fields, 'B8W9D2tZfEy3MXsc1VVo3bsP7Fk='), [OWN_TOKEN])).toBe(false);
  });

  it('is missing or nonsense without harm', () => {
    const signed = request('not an address', INBOUND, '');
    expect(isSigned(signed, [OWN_TOKEN])).toBe(false);
    expect(isSigned({ ...signed, headers: {} }, [OWN_TOKEN])).toBe(false);
    expect(isSigned({ ...signed, contentType: '', body: new Uint8Array([255, 0, 254]) }, [OWN_TOKEN])).toBe(false);
  });

  it('is the one that Twilio’s own package expects, for any fields', () => {
    const names = fc.string({ minLength: 1, maxLength: 12 });
    const fields = fc.dictionary(names, fc.oneof(fc.string(), fc.array(fc.string(), { minLength: 1, maxLength: 4 })));
    fc.assert(
      fc.property(fields, (some) => {
        const url = 'https://clinic.example/hooks/s/g/inbound?c=1';
        const signature = getExpectedTwilioSignature(OWN_TOKEN, url, some);
        expect(signatureOf(OWN_TOKEN, url, form(some))).toBe(signature);
        expect(validateRequest(OWN_TOKEN, signatureOf(OWN_TOKEN, url, form(some)), url, some)).toBe(true);
      }),
    );
  });
});
