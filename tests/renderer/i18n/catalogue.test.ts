/** The catalogue as a whole: every sentence can be read by react-intl, and keeps to the writing style of the product. */
import { createIntl } from 'react-intl';
import { describe, expect, it } from 'vitest';
import { en } from '../../../src/renderer/i18n/en.ts';

const entries = Object.entries(en);

describe('the English catalogue', () => {
  it('is valid ICU, each sentence', () => {
    const broken: string[] = [];
    const intl = createIntl({ locale: 'en', messages: en, onError: (error) => void broken.push(error.message) });
    for (const [id, text] of entries) {
      const names = [...text.matchAll(/\{(\w+)/g)].map(([, name = '']) => [name, 2] as const);
      const tags = [...text.matchAll(/<(\w+)>/g)].map(([, name = '']) => [name, String] as const);
      intl.formatMessage({ id }, Object.fromEntries([...names, ...tags]));
    }
    expect(broken).toEqual([]);
  });

  it('names every message `part.name`', () => {
    expect(entries.map(([id]) => id).filter((id) => !/^[a-z]\w*(\.\w+)+$/i.test(id))).toEqual([]);
  });

  it('has no exclamation marks, no "oops", no "please", no long dashes', () => {
    expect(entries.filter(([, text]) => /!|oops|please|\u2014/i.test(text))).toEqual([]);
  });
});
