/** Checks the fingerprint of a printed sheet: two fields, and what the log says about it. */
import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { OutputOf } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Field.tsx';

const FORM = 'activity-sheet';
type Check = OutputOf<'audit.checkFingerprint'> & { readonly seq: number };
type Problem = { readonly field: 'entry' | 'code'; readonly text: string };

export function SheetDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const errorText = useErrorText();
  const { run, pending } = useCommand('audit.checkFingerprint', { refusal: 'caller' });
  const [entry, setEntry] = useState('');
  const [code, setCode] = useState('');
  const [check, setCheck] = useState<Check | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setCheck(null);
    const seq = Number(entry.replaceAll(/[\s,.]/g, ''));
    if (!Number.isSafeInteger(seq) || seq < 1) return setProblem({ field: 'entry', text: t('sheet.entryMissing') });
    const outcome = await run({ seq, code });
    setProblem(outcome.ok ? null : { field: 'code', text: errorText(outcome.error) });
    if (outcome.ok) setCheck({ ...outcome.value, seq });
  };
  const errorAt = (field: Problem['field']): string | null => (problem?.field === field ? problem.text : null);
  return (
    <Dialog
      opened
      title={t('sheet.title')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('sheet.close')}</Button>
          <Button type="submit" form={FORM} variant="primary" disabled={pending}>
            {t(pending ? 'sheet.checking' : 'sheet.check')}
          </Button>
        </>
      }
    >
      <p>{t('sheet.help')}</p>
      <form id={FORM} onSubmit={(event) => void submit(event)} noValidate>
        <TextField
          data-autofocus
          label={t('sheet.entry')}
          inputMode="numeric"
          autoComplete="off"
          value={entry}
          error={errorAt('entry')}
          onChange={(event) => setEntry(event.target.value)}
        />
        <TextField
          label={t('sheet.code')}
          hint={t('sheet.codeHint')}
          autoComplete="off"
          spellCheck={false}
          value={code}
          error={errorAt('code')}
          onChange={(event) => setCode(event.target.value)}
        />
      </form>
      {check === null ? null : <Answer check={check} />}
    </Dialog>
  );
}

function Answer({ check: { result, seq, at, actor, brokenAt } }: { readonly check: Check }) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const fits = result === 'fits';
  const facts = {
    seq,
    actor: actor ?? '',
    when: at === null ? '' : formats.when(at, clock.now()),
    brokenAt: brokenAt ?? 0,
  };
  return (
    <Banner tone={fits ? 'ok' : result === 'putAside' ? 'warn' : 'bad'} icon={fits ? ShieldCheck : ShieldAlert}>
      {t(`sheet.is.${result}`, facts)} {fits && brokenAt !== null ? t('sheet.laterGap', facts) : null}
    </Banner>
  );
}
