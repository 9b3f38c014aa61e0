import { describe, expect, it } from 'vitest';
import { signRequest, withBodyHash } from '../../src/main/demo/twilio/signature.ts';
import type { Fields as SignedFields } from '../../src/main/demo/twilio/signature.ts';
import { readTwiml } from '../../src/main/demo/twilio/twiml.ts';
import { PERSON } from './twilioApi.ts';

describe('the signature of a simulated webhook', () => {
  const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
  const call: SignedFields = [
    ['CallSid', 'CA1234567890ABCDE'],
    ['Caller', '+14158675309'],
    ['Digits', '1234'],
    ['From', '+14158675309'],
    ['To', '+18005551212'],
  ];
  const digits: SignedFields = [
    ['Sid', 'CA123'],
    ['SidAccount', 'AC123'],
    ['Digits', '5678'],
    ['Digits', '1234'],
    ['Digits', '1234'],
  ];
  it.each<[string, SignedFields, string]>([
    [url, call, 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
    [url.replace('.com', '.com:443'), call, 'kvajT1Ptam85bY51eRf/AJRuM3w='],
    [url.replace('https', 'http').replace('.com', '.com:80'), call, '0ZXoZLH/DfblKGATFgpif+LLRf4='],
    [url.replace('https', 'http').replace('.com', '.com:1234'), call, 'Zmvh+3yNM1Phv2jhDCwEM3q5ebU='],
    [url.replace('//', '//user:pass@'), call, 'CukzLTc1tT5dXEDIHm/tKBanW10='],
    [url, digits, 'IK+Dwps556ElfBT0I3Rgjkr1wJU='],
    [`${url}#rc=3`, call, 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
  ])('of %s is the published one', (address, fields, signature) => {
    expect(signRequest('12345', address, fields)).toBe(signature);
  });

  it('takes the values of a repeated name once each, sorted', () => {
    const name = 'MessagingBinding.Address';
    const addresses: SignedFields = [
      [name, '+1415xxxxxxx'],
      [name, '+1325xxxxxxx'],
      [name, '+1415xxxxxxx'],
    ];
    expect(signRequest('12345', url, addresses)).toBe('83O6e2vORAoJHUNzJjDWN1jz+BA=');
  });

  it('covers a JSON body by its hash in the address', () => {
    const address = withBodyHash(url, '{"property": "value", "boolean": true}');
    expect(address).toContain('&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620');
    expect(signRequest('12345', address, [])).toBe('a9nBmqA0ju/hNViExpshrM61xv4=');
  });

  it('covers emoji, empty fields and a status callback', () => {
    const token = '0123456789abcdef0123456789abcdef';
    const sid = `SM${'2'.repeat(32)}`;
    const status = [
      ['AccountSid', `AC${'0'.repeat(32)}`],
      ['ApiVersion', '2010-04-01'],
      ['From', '+15005550006'],
      ['MessageSid', sid],
      ['SmsSid', sid],
      ['MessageStatus', 'delivered'],
      ['SmsStatus', 'delivered'],
      ['RawDlrDoneDate', '2611201405'],
      ['To', '+15551230001'],
    ] as const;
    expect(signRequest(token, 'https://clinic.example/twilio/status?m=42', status)).toBe(
      'k7PbzNhmVyqOVstQMTJP/BqL31w=',
    );
    const inbound = 'https://clinic.example/twilio/inbound';
    const text = `ToCountry=US&ToState=CA&SmsMessageSid=*&SmsSid=*&MessageSid=*&NumMedia=0&ToCity=SAN+FRANCISCO&FromZip=94107
      &FromState=CA&SmsStatus=received&FromCity=SAN+FRANCISCO&Body=Yes,+3pm+is+fine+👍&FromCountry=US&To=%2B15005550006&ToZip=94107
      &NumSegments=1&AccountSid=AC${'0'.repeat(32)}&From=%2B15551230001&ApiVersion=2010-04-01`;
    const fields = [...new URLSearchParams(text.replaceAll('*', `SM${'1'.repeat(32)}`).replace(/\n\s*/g, ''))];
    expect(signRequest(token, inbound, fields)).toBe('B8W9D2tZfEy3MXsc1VVo3bsP7Fk=');
    expect(signRequest(token, `${inbound}/`, fields)).toBe('XblU/63Olx3mYnudBlrr5WE+6fo=');
    const empty = [
      ['Body', ''],
      ['From', '+15551230001'],
      ['FromCity', ''],
      ['MessageSid', `SM${'3'.repeat(32)}`],
    ] as const;
    expect(signRequest(token, inbound, empty)).toBe('5e7i8w94kCDAGIeONvLMCu8faCQ=');
  });
});

describe('TwiML', () => {
  it.each([
    ['<Response/>', []],
    ['<?xml version="1.0"?>\n<Response></Response>', []],
    [
      '<Response><Message to="+12065550101"><Body>a &#233; &lt;b&gt;</Body></Message></Response>',
      [{ to: PERSON, body: 'a é <b>' }],
    ],
    [
      '<Response><Message>1</Message><Message>2</Message></Response>',
      [
        { to: null, body: '1' },
        { to: null, body: '2' },
      ],
    ],
    ['OK', null],
  ])('%s is read', (text, messages) => {
    expect(readTwiml(text)).toEqual(messages);
  });
});
