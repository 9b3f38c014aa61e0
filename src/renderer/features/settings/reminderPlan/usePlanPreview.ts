/** What the plan as typed would do, asked a moment after the last change. */
import { useEffect, useMemo, useState } from 'react';
import type { OutputOf } from '../../../contract.ts';
import { useServices } from '../../../state/services.ts';
import { useQuery } from '../../../state/useQuery.ts';
import { planOf } from './planDraft.ts';
import type { SavedStep, StepDraft } from './planDraft.ts';

/** Long enough for two digits. */
const AFTER_TYPING_MS = 400;

export interface PlanPreviewState {
  readonly answer: OutputOf<'reminders.previewCadence'> | undefined;
  /** The visit it is shown for; null: a made-up one. */
  readonly visit: string | null;
  readonly choose: (appointmentId: string | null) => void;
}

export function usePlanPreview(drafts: readonly StepDraft[]): PlanPreviewState {
  const { timers } = useServices();
  const [visit, setVisit] = useState<string | null>(null);
  const plan = useMemo(() => planOf(drafts), [drafts]);
  const text = plan === null ? null : JSON.stringify(plan);
  const [asked, setAsked] = useState(text);
  useEffect(() => (text === null ? undefined : timers.after(AFTER_TYPING_MS, () => setAsked(text))), [text, timers]);
  const input = useMemo(
    () =>
      asked === null
        ? null
        : { steps: JSON.parse(asked) as SavedStep[], ...(visit === null ? {} : { appointmentId: visit }) },
    [asked, visit],
  );
  const query = useQuery('reminders.previewCadence', input, {
    invalidateOn: ['template.changed', 'settings.changed', 'import.changed'],
    keepPrevious: true,
  });
  return { answer: query.data, visit, choose: setVisit };
}
