/** Import visits: three steps and their head. A screen, not a dialog, so that it can be left in the middle and come back to. */
import { Check } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useRoute } from '../../app/useRoute.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { cx } from '../../ui/cx.ts';
import { CheckStep } from './CheckStep.tsx';
import { ChooseStep } from './ChooseStep.tsx';
import { DoneStep } from './DoneStep.tsx';
import { MatchStep } from './MatchStep.tsx';
import { ReadingStep } from './ReadingStep.tsx';
import { useImport } from './useImport.ts';
import type { ImportFlow, ImportState } from './useImport.ts';
import styles from './Import.module.css';

const STEPS = ['choose', 'match', 'check'] as const;

export function ImportScreen() {
  const t = useT();
  const flow = useImport();
  const { state } = flow;
  usePasteAnywhere(state.step === 'choose', flow);
  useListOfSource(flow.chooseList);
  usePutAway(state.step === 'done', flow.putAway);
  const at = stepIndex(state);
  const name = STEPS[at];
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{t('import.title')}</h1>
        <ol className={styles.steps} aria-label={t('import.steps')}>
          {STEPS.map((step, index) => (
            <li
              key={step}
              aria-current={index === at ? 'step' : undefined}
              className={cx(styles.step, index === at && styles.current, index < at && styles.past)}
            >
              <span className={styles.number} aria-hidden="true">
                {index < at ? <Check size={12} strokeWidth={2.6} /> : index + 1}
              </span>
              {t(`import.step.${step}`)}
            </li>
          ))}
        </ol>
        <span className="visuallyHidden" role="status">
          {name ? t('import.stepOf', { step: at + 1, name: t(`import.step.${name}`) }) : t('import.doneTitle')}
        </span>
      </header>
      <FocusOnStep step={state.step} />
      {state.step === 'choose' ? (
        <ChooseStep problem={state.problem} onFile={flow.chooseFile} onText={flow.chooseText} />
      ) : state.step === 'reading' ? (
        <ReadingStep
          fileName={state.fileName}
          percent={state.percent}
          progressId={state.progressId}
          onCancel={flow.cancel}
        />
      ) : state.step === 'match' ? (
        <MatchStep key={state.preview.importId} state={state} flow={flow} />
      ) : state.step === 'check' ? (
        <CheckStep key={state.preview.importId} state={state} flow={flow} />
      ) : (
        <DoneStep result={state.result} onAgain={flow.restart} />
      )}
    </div>
  );
}

/** Rows or a file pasted anywhere on the screen are read; a text field keeps what is pasted into it. */
function usePasteAnywhere(
  on: boolean,
  { chooseFile, chooseText }: Pick<ImportFlow, 'chooseFile' | 'chooseText'>,
): void {
  useEffect(() => {
    if (!on) return undefined;
    const paste = (event: ClipboardEvent): void => {
      const target = event.target;
      if (target instanceof Element && target.closest('input, textarea, [contenteditable]') !== null) return;
      const file = event.clipboardData?.files[0];
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (file) chooseFile(file);
      else if (text.trim() !== '') chooseText(text);
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, [on, chooseFile, chooseText]);
}

/** Who comes from a list that waits finds it read; coming back later begins at the beginning. */
function useListOfSource(chooseList: (listId: string) => void): void {
  const { router } = useServices();
  const { selection } = useRoute('import');
  useEffect(() => {
    if (selection === undefined) return;
    router.replace({ selection: null });
    chooseList(selection);
  }, [selection, chooseList, router]);
}

/** Who has seen the result and gone elsewhere wants the next list when they come again; what ended meanwhile is still to be seen. */
function usePutAway(done: boolean, putAway: () => void): void {
  const { router } = useServices();
  const here = useStore(router.store, ({ route }) => route.screen === 'import');
  useEffect(() => (here && done ? putAway : undefined), [here, done, putAway]);
}

function stepIndex({ step }: ImportState): number {
  switch (step) {
    case 'choose':
    case 'reading':
      return 0;
    case 'match':
      return 1;
    case 'check':
      return 2;
    case 'done':
      return 3;
  }
}

/** After a step the focus is where the next one begins, never lost on a button that is gone. */
function FocusOnStep({ step }: { readonly step: ImportState['step'] }) {
  const mark = useRef<HTMLSpanElement>(null);
  const before = useRef(step);
  useEffect(() => {
    if (before.current === step) return;
    before.current = step;
    mark.current?.focus();
  }, [step]);
  return <span ref={mark} tabIndex={-1} className={styles.focusMark} />;
}
