/**
 * Asks the core what should not stand in the text that is being written, once the keys rest. Advice only: the core decides again when
 * the text is sent. Keeps neither the text nor the answer beyond the composer.
 */
import { useCallback, useEffect, useState } from 'react';
import type { TextFinding } from '../../../contract.ts';
import { useServices } from '../../../state/services.ts';

/** So long after the last key, ms. */
export const CHECK_AFTER_MS = 400;

interface Checked {
  readonly body: string;
  readonly personId: string | null;
  readonly findings: readonly TextFinding[];
}

const NOTHING: Checked = { body: '', personId: null, findings: [] };

export interface TextCheck {
  /** The gravest; null: none, or not known yet. */
  readonly finding: TextFinding | null;
  /** Whom the text is for; null: not known. */
  readonly personId: string | null;
  /** Something was put on record: the same text may be judged otherwise now. */
  readonly again: () => void;
}

/** What was found in `body`. What was found in an older text is not shown beside a newer one. */
export function useTextCheck(conversationId: string, body: string): TextCheck {
  const { client, timers } = useServices();
  const [checked, setChecked] = useState(NOTHING);
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((before) => before + 1), []);
  useEffect(() => {
    if (body.trim() === '') return;
    let wanted = true;
    const ask = async (): Promise<void> => {
      try {
        const { findings, personId } = await client.query('gate.checkText', { conversationId, body });
        if (wanted) setChecked({ body, findings, personId });
      } catch {
        // Nobody is told less by this: the text is looked at again when it is sent.
        if (wanted) setChecked(NOTHING);
      }
    };
    const cancel = timers.after(CHECK_AFTER_MS, () => void ask());
    return () => {
      wanted = false;
      cancel();
    };
  }, [client, timers, conversationId, body, round]);
  // A hint about the length is the counter's to give.
  const found = checked.findings.find(({ rule }) => rule !== 'CG25');
  const finding = checked.body === body && found !== undefined ? found : null;
  return { finding, personId: checked.personId, again };
}
