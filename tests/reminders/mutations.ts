/** Programs with one thing wrong, which the proof must catch. */
import type { Mutation } from './office.ts';

export const MUTATIONS: readonly (Mutation & { readonly caughtAs: RegExp; readonly seeds: readonly number[] })[] = [
  { name: 'forgets that a change has to settle', settleMinutes: 0, seeds: [1], caughtAs: /while the change settles/ },
  {
    name: 'releases a reminder a second time',
    forgetsKeys: true,
    seeds: [1],
    afterSend: (tx, { about, at }) => {
      for (const { id } of about) {
        tx.reminders.update(id, { state: 'planned', messageId: null, releaseAt: at + 60_000, householdCode: null });
      }
    },
    caughtAs: /a second time/,
  },
  {
    name: 'asks the schedule nothing when a text leaves',
    keepsTexts: true,
    checksNothing: true,
    seeds: [5],
    caughtAs:
      /on a closed day|that was moved|that is cancelled|though they|another time|while the change settles|about nothing/,
  },
];
