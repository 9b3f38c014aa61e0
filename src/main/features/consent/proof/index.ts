/** "Prove that this person agreed, and what you sent": one PDF, made on the spot. That it was made is kept; the PDF itself is not. */
import { createHash } from 'node:crypto';
import type { Clock, Timers } from '../../../platform/ports.ts';
import type { Store } from '../../../store/store.ts';
import type { CallContext, OutputOf } from '../../feature.ts';
import { createPace } from '../../schedule/pace.ts';
import { drawPdf } from './draw.ts';
import { gatherProof } from './facts.ts';
import { proofBlocks } from './words.ts';

export interface ProofDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Where the fonts are. */
  readonly resourcesDir: string;
}

const AMERICAN_PAPER: readonly string[] = ['US', 'CA'];

/** Errors: NOT_FOUND, CANCELLED. */
export async function makeProof(
  { store, clock, timers, resourcesDir }: ProofDeps,
  { actor, signal }: CallContext,
  personId: string,
): Promise<OutputOf<'consent.makeProof'>> {
  const pace = createPace({ clock, timers }, signal);
  const at = clock.now();
  const facts = await gatherProof(store, personId, { at, by: actor.name }, pace);
  const sheet = {
    title: 'Proof of consent',
    footer: `${facts.practice.name === '' ? 'Deskbell' : facts.practice.name}, proof of consent, confidential. Made by ${actor.name}.`,
    paper: AMERICAN_PAPER.includes(facts.country) ? 'LETTER' : 'A4',
    madeAt: at,
  } as const;
  const pdf = await drawPdf(resourcesDir, sheet, proofBlocks(facts), pace);
  const sha256 = createHash('sha256').update(pdf).digest('hex');
  store.write(actor.name, (tx) =>
    tx.audit.append({
      at,
      action: 'consent.proofMade',
      entity: 'person',
      entityId: personId,
      data: { entries: facts.entries.length, texts: facts.texts.length, sha256 },
    }),
  );
  // Without a name: file names end up in lists of downloads and in e-mails.
  return { fileName: 'proof-of-consent.pdf', data: Buffer.from(pdf).toString('base64'), sha256 };
}
