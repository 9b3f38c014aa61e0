/** What the plan means, in one sentence for a made-up visit a week from now. Follows every change before it is saved. */
import { instantAt, addCivilDays } from '../../i18n/civil.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import type { StepDraft } from './cadence.ts';
import styles from './Plan.module.css';

/** The sample visit: this far ahead, at this time. */
const SAMPLE_DAYS = 7;
const SAMPLE_TIME = '14:30';

export function PlanPreview({ drafts }: { readonly drafts: readonly StepDraft[] }) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const now = clock.now();
  const visitDay = addCivilDays(formats.civilDate(now), SAMPLE_DAYS);
  const steps = drafts
    .filter((draft) => /^\d{1,2}$/.test(draft.daysBefore) && draft.at !== '')
    .map((draft) => {
      const at = instantAt(addCivilDays(visitDay, -Number(draft.daysBefore)), draft.at, formats.zone);
      return t('plan.sentence', {
        day: formats.date(at, now),
        time: formats.time(at),
        unconfirmed: draft.onlyUnconfirmed ? 'yes' : 'no',
      });
    });
  const visit = formats.when(instantAt(visitDay, SAMPLE_TIME, formats.zone), now);
  const list = new Intl.ListFormat('en', { type: 'conjunction' }).format(steps);
  return (
    <p className={styles.preview}>
      {steps.length === 0 ? t('plan.previewNone') : t('plan.preview', { visit, steps: list })}
    </p>
  );
}
