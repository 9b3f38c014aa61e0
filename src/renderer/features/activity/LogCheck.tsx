/** Whether the log is whole: the newest check in words, and the button that makes one. */
import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import type { OutputOf } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import styles from './Activity.module.css';

export type Check = OutputOf<'audit.verifyChain'>;

export interface LogCheck {
  readonly result: Check | null;
  readonly error: string | null;
  readonly pending: boolean;
  readonly run: () => Promise<void>;
}

export function useLogCheck(): LogCheck {
  const errorText = useErrorText();
  const { run, pending } = useCommand('audit.verifyChain', { refusal: 'caller' });
  const [result, setResult] = useState<Check | null>(null);
  const [error, setError] = useState<string | null>(null);
  return {
    result,
    error,
    pending,
    run: async () => {
      const outcome = await run({ integrity: false });
      setResult(outcome.ok ? outcome.value : null);
      setError(outcome.ok ? null : errorText(outcome.error));
    },
  };
}

/** Top right: what the newest check found, whoever made it. */
export function CheckButton({ check }: { readonly check: LogCheck }) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const last = useQuery('audit.listEntries', { action: 'audit.verified', limit: 1 }).data?.items[0];
  const whole = check.result?.ok ?? (last === undefined ? null : last.data['ok'] === true);
  return (
    <>
      <span className={styles.lastCheck}>
        {whole === null
          ? t('activity.notChecked')
          : whole
            ? t('activity.wholeAt', {
                when: formats.when(check.result === null && last ? last.at : clock.now(), clock.now()),
              })
            : t('activity.gapUnknown')}
      </span>
      <Button
        icon={<ShieldCheck size={16} strokeWidth={1.75} />}
        disabled={check.pending}
        onClick={() => void check.run()}
      >
        {t(check.pending ? 'activity.checking' : 'activity.check')}
      </Button>
    </>
  );
}

/** The band over the list, once a check was made here. */
export function CheckBand({ check: { result, error } }: { readonly check: LogCheck }) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  if (error !== null) {
    return (
      <Banner tone="bad" icon={ShieldAlert}>
        {error}
      </Banner>
    );
  }
  if (result === null) return null;
  if (result.ok) {
    const facts = { entries: result.entries, records: result.ledger.entries, anchors: result.anchors };
    return (
      <Banner tone="ok" icon={ShieldCheck}>
        {t('activity.whole')}. {t('activity.checkedFacts', facts)}
      </Banner>
    );
  }
  const gap =
    result.brokenAt === null
      ? t('activity.ledgerGap', { record: result.ledger.brokenAt ?? 0 })
      : result.brokenTime === null
        ? t('activity.gapUnknown')
        : t('activity.gap', { when: formats.when(result.brokenTime, clock.now()) });
  return (
    <Banner tone="bad" icon={ShieldAlert}>
      <strong>{gap}</strong> {result.text}
    </Banner>
  );
}
