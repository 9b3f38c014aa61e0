/** "Can we text?": the state of one person on one number with its evidence, and recording what they said. */
import { Check, CircleHelp, Minus, X } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { lazy, Suspense } from 'react';
import type { ConsentState } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import type { DeskFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import type { Translate } from '../../i18n/useT.ts';
import { May } from '../../state/May.tsx';
import { useServices } from '../../state/services.ts';
import { useKeptWhileOpen } from '../../state/useKept.ts';
import { useMayAgree } from '../../state/useMay.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { ClearDoubtButton, SaidStopButton, VerifyButton } from './ConsentActions.tsx';
import { keyOf } from './consentSubject.ts';
import type { ConsentSubject } from './consentSubject.ts';
import { PurposeLines } from './PurposeLines.tsx';
import styles from './consent.module.css';

const ConsentDialog = lazy(async () => ({ default: (await import('./ConsentDialog.tsx')).ConsentDialog }));

export function ConsentBlock({ subject }: { readonly subject: ConsentSubject }) {
  const { personId, number, canText } = subject;
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const [recording, setRecording] = useKeptWhileOpen<'grant' | 'revoke' | null>(keyOf(subject, 'recording'), null);
  const input = number === null ? null : { number, ...(personId === null ? {} : { personId }) };
  const state = useQuery('consent.getState', input, { invalidateOn: ['consent.changed', 'person.changed'] }).data;
  const view = describe(subject, state, { t, formats, now: clock.now() });
  const { icon: Icon } = view;
  const mayRecord = number !== null && canText !== 'optedOut' && canText !== 'landline';
  const mayAgree = useMayAgree();
  return (
    <>
      <div className={styles.state}>
        <span className={cx(styles.mark, view.tone !== 'plain' && styles[view.tone])}>
          <Icon aria-hidden="true" />
        </span>
        <div className={styles.words}>
          <strong>{view.title}</strong>
          {view.help === null ? null : <span className={view.named ? 'pii' : undefined}>{view.help}</span>}
        </div>
      </div>
      {state === undefined ? null : <PurposeLines state={state} main={mainOf(subject)} />}
      {state?.suspected === true && number !== null ? (
        <div className={styles.actions}>
          <span className={styles.help}>{t('consent.doubt')}</span>
          <May call="consent.clearSuspicion">
            <ClearDoubtButton number={number} />
          </May>
        </div>
      ) : null}
      {canText === 'optedOut' && state?.mayAgreeAgain === true && mayAgree ? (
        <div className={styles.actions}>
          <span className={styles.help}>{t('consent.againHelp')}</span>
          <Button size="small" onClick={() => setRecording('grant')}>
            {t('consent.again')}
          </Button>
        </div>
      ) : null}
      {mayRecord ? (
        <div className={styles.actions}>
          <SaidStopButton subject={subject} />
          {mayAgree && (canText === 'ask' || canText === 'yes') ? (
            <Button size="small" onClick={() => setRecording('grant')}>
              {t('consent.record')}
            </Button>
          ) : null}
          {mayAgree && canText === 'suspended' ? <VerifyButton subject={subject} /> : null}
          <May call="consent.recordEvent">
            <button type="button" className={styles.link} onClick={() => setRecording('revoke')}>
              {t('consent.recordOptOut')}
            </button>
          </May>
        </div>
      ) : null}
      <Suspense>
        {recording ? <ConsentDialog kind={recording} subject={subject} onClose={() => setRecording(null)} /> : null}
      </Suspense>
    </>
  );
}

interface View {
  readonly icon: LucideIcon;
  readonly tone: 'ok' | 'warn' | 'bad' | 'plain';
  readonly title: string;
  readonly help: string | null;
  /** The help names the person. */
  readonly named: boolean;
}

interface ViewDeps {
  readonly t: Translate;
  readonly formats: DeskFormats;
  readonly now: number;
}

function describe(subject: ConsentSubject, state: ConsentState | undefined, { t, formats, now }: ViewDeps): View {
  switch (subject.canText) {
    case 'yes': {
      const evidence = evidenceWords(state?.purposes[mainOf(subject)], { t, formats, now });
      return { icon: Check, tone: 'ok', title: t('consent.yes'), help: evidence, named: false };
    }
    case 'ask': {
      const level = state?.levels[mainOf(subject)];
      const known = level === 'unproven' || level === 'pending';
      const help = known ? t(`consent.level.${level}`) : t('consent.askHelp');
      return { icon: CircleHelp, tone: 'warn', title: t('consent.ask'), help, named: false };
    }
    case 'optedOut': {
      const help = t('consent.onlyTheyPlain', { name: subject.name });
      return { icon: X, tone: 'bad', title: optOutTitle(state, { t, formats, now }), help, named: true };
    }
    case 'suspended':
      return { icon: X, tone: 'bad', title: t('consent.suspended'), help: t('consent.suspendedHelp'), named: false };
    case 'landline':
      return { icon: Minus, tone: 'plain', title: t('consent.landline'), help: null, named: false };
    case 'noNumber':
      return { icon: Minus, tone: 'plain', title: t('consent.noNumber'), help: null, named: false };
  }
}

function mainOf({ purpose = 'care' }: ConsentSubject): 'care' | 'employee' {
  return purpose;
}

type Agreed = ConsentState['purposes']['care'];

function evidenceWords(agreed: Agreed | undefined, { t, formats, now }: ViewDeps): string | null {
  if (!agreed || agreed.method === null || agreed.at === null) {
    return agreed?.level === 'provided_number' ? t('consent.level.provided_number') : null;
  }
  const method = t(`consent.method.${agreed.method}`);
  return t('consent.evidence', { method, date: formats.date(agreed.at, now) });
}

function optOutTitle(state: ConsentState | undefined, { t, formats, now }: ViewDeps): string {
  if (!state?.optedOut) return t('consent.optedOut');
  const { at, word } = state.optedOut;
  const date = formats.date(at, now);
  return isWord(word) ? t('consent.optedOutBy', { date, word }) : t('consent.optedOutDesk', { date });
}

/** A word the patient texted, not a note of the desk. */
function isWord(word: string): boolean {
  return /^[A-Z]{2,14}( [A-Z]{2,14})?$/.test(word);
}
