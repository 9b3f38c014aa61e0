import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReplyContext } from '../../../src/contract/replies.ts';
import { classify } from '../../../src/main/domain/replies/classify.ts';
import { BUCKETS, featuresOf } from '../../../src/main/domain/replies/stopFeatures.ts';
import { STOP_DOUBT, STOP_HINT, stopOpinion } from '../../../src/main/domain/replies/stopHint.ts';
import { STOP_WEIGHTS } from '../../../src/main/domain/replies/stopWeights.ts';
import { learn, lessons } from '../../replies/learn.ts';
import { contextOf, readSample, SAMPLES } from '../../replies/sample.ts';

const bytes = (weights: string): Int8Array => new Int8Array(Buffer.from(weights, 'base64'));

describe('the second opinion on texts that no rule took for a wish to stop', () => {
  it('is what its examples teach, and nobody wrote it by hand', () => {
    const learned = learn(lessons());
    expect(STOP_WEIGHTS.thresholds).toEqual(learned.thresholds);
    for (const kind of ['wary', 'sure'] as const) {
      const [here, there] = [bytes(STOP_WEIGHTS[kind].weights), bytes(learned[kind].weights)];
      // Another machine may round its last digit otherwise.
      expect(here.filter((byte, at) => Math.abs(byte - (there[at] ?? 0)) > 1)).toHaveLength(0);
      expect(there).toHaveLength(here.length);
      expect(STOP_WEIGHTS[kind].bias).toBeCloseTo(learned[kind].bias, 3);
    }
  });

  it('only ever makes automatic texts wait: nothing is done by it', () => {
    for (const sample of SAMPLES)
      for (const example of readSample(sample)) {
        const meaning = classify(example.text, contextOf(example));
        if (!meaning.rules.includes(STOP_HINT) && !meaning.rules.includes(STOP_DOUBT)) continue;
        expect(meaning).toMatchObject({ action: 'flag_hold', recordsOptOut: false, needsPerson: true });
      }
  });

  it('says nothing about an answer to our question, nor to somebody who is opted out', () => {
    const asked = ReplyContext.parse({ prompt: 'appointment', keys: { C: 'confirm' }, openAppointments: 1 });
    expect(classify('C', asked).action).toBe('confirm_appt');
    const text = 'Kindly leave me out of your mailings';
    const heard = classify(text, ReplyContext.parse({}));
    const optedOut = classify(text, ReplyContext.parse({ optedOut: true }));
    expect([heard.action, optedOut.rules.includes(STOP_HINT)]).not.toContain('flag');
    expect(optedOut.rules).not.toContain(STOP_HINT);
  });

  it('reads any text, and the same text alike', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary', maxLength: 3_000 })), (text) => {
        expect(stopOpinion(text, 'none')).toEqual(stopOpinion(text, 'none'));
        const features = featuresOf(text, 'none');
        expect(features.places.every((place) => place >= 0 && place < BUCKETS)).toBe(true);
        expect(features.amounts).toHaveLength(features.places.length);
      }),
    );
    expect(stopOpinion('', 'none')).toMatchObject({ mayMeanStop: false, surelyStop: false });
  });
});
