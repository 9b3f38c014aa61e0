/** One-press answers about a person's consent: they said stop, a doubtful text was not about texts, the number is right. */
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { Button } from '../../ui/Button.tsx';
import type { ConsentSubject } from './consentSubject.ts';

interface ActionProps {
  readonly subject: ConsentSubject;
}

/** Every role, one press, no reason: an opt-out that is told must never get lost in a form. */
export function SaidStopButton({ subject }: ActionProps) {
  const t = useT();
  const { toasts } = useServices();
  const { run, pending } = useCommand('consent.saidStop');
  const press = async (): Promise<void> => {
    const outcome = await run(whoOf(subject));
    if (outcome.ok) toasts.show({ icon: 'done', message: t('consent.stopped', { count: outcome.value.stopped }) });
  };
  return (
    <Button
      size="small"
      danger
      disabled={pending}
      label={t('consent.saidStopFor', { name: subject.name })}
      onClick={() => void press()}
    >
      {t('consent.saidStop')}
    </Button>
  );
}

export function ClearDoubtButton({ number }: { readonly number: string }) {
  const t = useT();
  const { toasts } = useServices();
  const { run, pending } = useCommand('consent.clearSuspicion');
  const press = async (): Promise<void> => {
    const outcome = await run({ number });
    if (outcome.ok) toasts.show({ icon: 'done', message: t('consent.doubtCleared') });
  };
  return (
    <Button size="small" disabled={pending} onClick={() => void press()}>
      {t('consent.notAboutTexts')}
    </Button>
  );
}

export function VerifyButton({ subject }: ActionProps) {
  const t = useT();
  const { toasts } = useServices();
  const { run, pending } = useCommand('consent.recordEvent');
  const press = async (): Promise<void> => {
    const { personId, number } = subject;
    const who = { ...(number === null ? {} : { number }), ...(personId === null ? {} : { personId }) };
    const outcome = await run({ kind: 'number_verified', method: 'staff', ...who });
    if (outcome.ok) toasts.show({ icon: 'done', message: t('consent.verified') });
  };
  return (
    <Button size="small" disabled={pending} onClick={() => void press()}>
      {t('consent.verify')}
    </Button>
  );
}

/** Who is known by name means all their numbers; of a stranger there is only this one. */
function whoOf({ personId, number }: ConsentSubject): { personId?: string; number?: string } {
  if (personId !== null) return { personId };
  return number === null ? {} : { number };
}
