/** What one visit would get by the plan as typed: the exact texts with their dates, for a made-up visit or a real one. */
import { addCivilDays, instantAt } from '../../../i18n/civil.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { useT } from '../../../i18n/useT.ts';
import { useNow } from '../../../state/useNow.ts';
import { useQuery } from '../../../state/useQuery.ts';
import { Pii } from '../../../ui/Pii.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import type { PlanPreviewState } from './usePlanPreview.ts';
import styles from './ReminderPlan.module.css';

const REFRESH_MS = 60_000;
const MOST_VISITS = 30;
const VISIT_DAYS = 28;

export function PlanPreview({ preview }: { readonly preview: PlanPreviewState }) {
  const t = useT();
  const formats = useFormats();
  const now = useNow(REFRESH_MS);
  const today = formats.civilDate(now);
  const from = instantAt(today, '00:00', formats.zone);
  const to = instantAt(addCivilDays(today, VISIT_DAYS), '00:00', formats.zone);
  const visits = useQuery(
    'schedule.listAppointments',
    { from, to, limit: MOST_VISITS },
    { invalidateOn: ['appointment.changed', 'import.changed'] },
  );
  const { answer } = preview;
  const options = (visits.data?.items ?? [])
    .filter(({ status, startsAt }) => status === 'booked' && startsAt > now)
    .map(({ id, personName, startsAt }) => ({
      value: id,
      label: t('plan.sampleReal', { name: personName, when: formats.when(startsAt, now) }),
    }));
  return (
    <section className={styles.preview} aria-label={t('plan.previewTitle')}>
      <div className={styles.previewHead}>
        <h3>{t('plan.previewTitle')}</h3>
        <SelectField
          label={t('plan.sample')}
          options={[{ value: '', label: t('plan.sampleMadeUp') }, ...options]}
          value={preview.visit ?? ''}
          onChange={(event) => preview.choose(event.target.value === '' ? null : event.target.value)}
        />
      </div>
      {answer === undefined ? null : (
        <>
          <p className={styles.quiet} data-reveal="">
            {t('plan.previewVisit', { when: formats.when(answer.visit.visitAt, now) })}{' '}
            <Pii>{answer.visit.personName}</Pii>
          </p>
          <ol className={styles.texts}>
            {answer.texts.map((text) => (
              <li key={`${text.step} ${text.dueAt}`} data-reveal="">
                <span className={styles.textWhen}>{formats.when(text.dueAt, now)}</span>
                {text.missed === null ? (
                  <span>
                    <Pii>{text.body}</Pii>
                    <span className={styles.quiet}> {t('plan.parts', { count: text.segments })}</span>
                  </span>
                ) : (
                  <span className={styles.quiet}>{text.missed.text}</span>
                )}
              </li>
            ))}
          </ol>
          {answer.texts.length === 0 ? <p className={styles.quiet}>{t('plan.previewNone')}</p> : null}
        </>
      )}
    </section>
  );
}
