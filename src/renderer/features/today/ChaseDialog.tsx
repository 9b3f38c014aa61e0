/** "Text 5 with no reply": who gets it, which text, how it reads for one of them, and afterwards what became of each. */
import { useId, useState } from 'react';
import type { Appointment } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useNow } from '../../state/useNow.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckField } from '../../ui/CheckField.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Pii } from '../../ui/Pii.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { fittingTemplate } from './fittingTemplate.ts';
import { ChasePreview } from './ChasePreview.tsx';
import { ChaseResultView } from './ChaseResultView.tsx';
import { textedWords } from './textedWords.ts';
import { useChase } from './useChase.ts';
import { useChaseGate } from './useChaseGate.ts';
import type { ChaseResult } from './useChase.ts';
import { lastTextedAt, TEXT_AGAIN_AFTER_MS } from './visitState.ts';
import styles from './ChaseDialog.module.css';

export interface ChaseDialogProps {
  readonly visits: readonly Appointment[];
  readonly onClose: () => void;
}

export function ChaseDialog({ visits, onClose }: ChaseDialogProps) {
  const t = useT();
  const now = useNow();
  const formats = useFormats();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(visits.filter((visit) => canBeTexted(visit, now)).map((visit) => visit.id)),
  );
  const [templateId, setTemplateId] = useState<string | null>(null);
  const [result, setResult] = useState<ChaseResult | null>(null);
  const chase = useChase();
  const templates = useQuery('templates.listTemplates', {}, { invalidateOn: ['template.changed'] });
  const cadence = useQuery('reminders.getCadence', {}, { invalidateOn: ['cadence.changed'] });
  const list = templates.data?.items ?? [];
  const daysAhead = visits[0] ? Math.max(0, formats.dayOffset(visits[0].startsAt, now)) : 0;
  const best = fittingTemplate(list, cadence.data?.steps ?? [], daysAhead);
  const template = list.find((candidate) => candidate.id === templateId) ?? best;
  const stopped = useChaseGate(visits, template?.id ?? null);
  const people = visits.filter((visit) => chosen.has(visit.id) && !stopped.has(visit.id));

  const send = async (): Promise<void> => {
    if (!template) return;
    const outcome = await chase.send(people, template.id);
    if (outcome.refused.length === 0) onClose();
    else setResult(outcome);
  };
  if (result) return <ChaseResultView result={result} onClose={onClose} />;
  return (
    <Dialog
      opened
      width={720}
      title={t('chase.title')}
      onClose={() => chase.done === null && onClose()}
      footer={
        <>
          <Button disabled={chase.done !== null} onClick={onClose} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button
            variant="primary"
            disabled={people.length === 0 || !template || chase.done !== null}
            onClick={() => void send()}
          >
            {chase.done === null
              ? t('chase.send', { count: people.length })
              : t('chase.sending', { done: chase.done, count: people.length })}
          </Button>
        </>
      }
    >
      <div className={styles.columns}>
        <Who visits={visits} now={now} chosen={chosen} stopped={stopped} onChange={setChosen} />
        <div className={styles.text}>
          {templates.data === undefined ? <Skeleton rows={2} /> : null}
          {templates.data !== undefined && list.length === 0 ? <p>{t('chase.noTemplates')}</p> : null}
          {template ? (
            <>
              <SelectField
                label={t('chase.template')}
                options={list.map(({ id, name }) => ({ value: id, label: name }))}
                value={template.id}
                onChange={(event) => setTemplateId(event.target.value)}
              />
              <ChasePreview visit={people[0]} templateId={template.id} />
            </>
          ) : null}
        </div>
      </div>
    </Dialog>
  );
}

interface WhoProps {
  readonly visits: readonly Appointment[];
  readonly now: number;
  readonly chosen: ReadonlySet<string>;
  /** What the gate would not let go out now, by visit, with its words. */
  readonly stopped: ReadonlyMap<string, string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

function Who({ visits, now, chosen, stopped, onChange }: WhoProps) {
  const t = useT();
  const id = useId();
  const formats = useFormats();
  const toggle = (visit: string, on: boolean): void => {
    onChange(new Set(on ? [...chosen, visit] : [...chosen].filter((other) => other !== visit)));
  };
  return (
    <section aria-labelledby={id} className={styles.who}>
      <h2 id={id} className={styles.caption}>
        {t('chase.who')}
      </h2>
      {visits.map((visit) => {
        const texted = lastTextedAt(visit);
        const recent = texted !== null && now - texted < TEXT_AGAIN_AFTER_MS;
        return (
          <div key={visit.id} data-reveal="">
            <CheckField
              checked={chosen.has(visit.id) && !stopped.has(visit.id)}
              disabled={visit.canText !== 'yes' || recent || stopped.has(visit.id)}
              onChange={(event) => toggle(visit.id, event.target.checked)}
              hint={
                visit.canText !== 'yes'
                  ? t('chase.cannot')
                  : recent
                    ? textedWords(now - texted, formats, t)
                    : (stopped.get(visit.id) ?? null)
              }
            >
              <span className={styles.person}>
                <span className={styles.when}>{formats.time(visit.startsAt, visit.zone)}</span>
                <Pii className={styles.name}>{visit.personName}</Pii>
              </span>
            </CheckField>
          </div>
        );
      })}
    </section>
  );
}

/** Chosen at first: may be texted, and was not texted just now. */
function canBeTexted(visit: Appointment, now: number): boolean {
  const texted = lastTextedAt(visit);
  return visit.canText === 'yes' && (texted === null || now - texted >= TEXT_AGAIN_AFTER_MS);
}
