/** How a reminder's state looks wherever it is drawn: tone and icon, always beside its word. Data only. */
import { Check, CheckCheck, CircleAlert, CircleSlash, Clock, Pause, SkipForward } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { ReminderState } from '../contract.ts';
import type { TimelineStep } from './StepTimeline.tsx';

export const reminderLook: Readonly<
  Record<ReminderState, { readonly tone: TimelineStep['tone']; readonly icon: LucideIcon }>
> = {
  planned: { tone: 'neutral', icon: Clock },
  queued: { tone: 'accent', icon: Clock },
  held: { tone: 'warn', icon: Pause },
  sent: { tone: 'ok', icon: Check },
  delivered: { tone: 'ok', icon: CheckCheck },
  failed: { tone: 'bad', icon: CircleAlert },
  skipped: { tone: 'neutral', icon: SkipForward },
  expired: { tone: 'neutral', icon: CircleSlash },
  dropped: { tone: 'neutral', icon: CircleSlash },
};
