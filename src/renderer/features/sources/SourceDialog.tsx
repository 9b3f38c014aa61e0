/** The form of one source: where it reads, how often, what it may do by itself; with a test before it is saved. */
import { useState } from 'react';
import type { FormEvent } from 'react';
import { toCallError } from '../../client/callError.ts';
import type { ScheduleSource, SourceKind } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckField } from '../../ui/CheckField.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Field.tsx';
import { draftOf, placeOf, savedAs } from './sourceDraft.ts';
import type { SourceDraft } from './sourceDraft.ts';
import { PlaceFields } from './PlaceFields.tsx';
import styles from './Sources.module.css';

export interface SourceDialogProps {
  readonly kind: SourceKind;
  /** Null: a new one. */
  readonly source: ScheduleSource | null;
  readonly onClose: () => void;
}

const FORM = 'source-form';

export function SourceDialog({ kind, source, onClose }: SourceDialogProps) {
  const t = useT();
  const errorText = useErrorText();
  const { toasts } = useServices();
  const { run, pending } = useCommand('sources.saveSource', { refusal: 'caller' });
  const [draft, setDraft] = useState(() => draftOf(kind, t(`sources.kind.${kind}`), source));
  const [problem, setProblem] = useState<{ readonly field: string; readonly text: string } | null>(null);
  const set = (patch: Partial<SourceDraft>): void => setDraft((before) => ({ ...before, ...patch }));
  const errorAt = (field: string): string | null => (problem?.field === field ? problem.text : null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const outcome = await run(savedAs(draft));
    if (!outcome.ok) return setProblem({ field: outcome.error.field ?? '', text: errorText(outcome.error) });
    toasts.show({ icon: 'done', message: t('sources.saved', { name: draft.label }) });
    onClose();
  };
  const title = source
    ? t('sources.changeTitle', { name: source.label })
    : t('sources.newTitle', { kind: t(`sources.kind.${kind}`) });
  return (
    <Dialog
      opened
      title={title}
      onClose={onClose}
      footer={
        <Button type="submit" form={FORM} variant="primary" disabled={pending}>
          {t('sources.save')}
        </Button>
      }
    >
      <form id={FORM} className={styles.form} onSubmit={(event) => void submit(event)}>
        <p className={styles.facts}>{t(`sources.kindHelp.${kind}`)}</p>
        <TextField
          label={t('sources.field.label')}
          value={draft.label}
          error={errorAt('label')}
          onChange={(event) => set({ label: event.target.value })}
        />
        <PlaceFields draft={draft} source={source} set={set} errorAt={errorAt} />
        <CheckPlace draft={draft} />
        <Switches draft={draft} set={set} />
        {problem && !FIELDS.has(problem.field) ? (
          <p role="alert" className={styles.problem}>
            {problem.text}
          </p>
        ) : null}
      </form>
    </Dialog>
  );
}

/** Those whose errors stand beside them. */
const FIELDS: ReadonlySet<string> = new Set([
  'label',
  'folder.path',
  'feed.url',
  'openDental.address',
  'openDental.developerKey',
  'openDental.customerKey',
  'openDental.daysAhead',
  'everyMinutes',
]);

function Switches({
  draft,
  set,
}: {
  readonly draft: SourceDraft;
  readonly set: (patch: Partial<SourceDraft>) => void;
}) {
  const t = useT();
  return (
    <>
      <CheckField checked={draft.active} onChange={(event) => set({ active: event.target.checked })}>
        {t('sources.field.active')}
      </CheckField>
      <CheckField
        checked={draft.addByItself}
        hint={t('sources.field.addByItselfHint')}
        onChange={(event) => set({ addByItself: event.target.checked })}
      >
        {t('sources.field.addByItself')}
      </CheckField>
      {draft.kind === 'openDental' ? (
        <CheckField
          checked={draft.writeBack}
          hint={t('sources.field.writeBackHint')}
          onChange={(event) => set({ writeBack: event.target.checked })}
        >
          {t('sources.field.writeBack')}
        </CheckField>
      ) : null}
    </>
  );
}

/** Tries what is typed. Nothing is saved by it. */
function CheckPlace({ draft }: { readonly draft: SourceDraft }) {
  const t = useT();
  const { client } = useServices();
  const errorText = useErrorText();
  const [result, setResult] = useState<{ readonly ok: boolean; readonly text: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const check = async (): Promise<void> => {
    setBusy(true);
    try {
      setResult(await client.command('sources.checkSource', placeOf(draft)));
    } catch (thrown) {
      setResult({ ok: false, text: errorText(toCallError(thrown)) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={styles.check}>
      <Button size="small" disabled={busy} onClick={() => void check()}>
        {t('sources.check')}
      </Button>
      <span role="status" className={result?.ok === false ? styles.problem : styles.facts}>
        {result?.text ?? ''}
      </span>
    </div>
  );
}
