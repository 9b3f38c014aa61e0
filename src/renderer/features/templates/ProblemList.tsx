/** What to look at in a text, each with its place and, where there is one, a way to mend it. */
import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { TemplateProblem } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { Button } from '../../ui/Button.tsx';
import { fixLabel, mended, problemText } from './problemWords.ts';
import styles from './templates.module.css';

const ICONS = { error: CircleAlert, warning: TriangleAlert, hint: Info } as const;

export interface ProblemListProps {
  readonly problems: readonly TemplateProblem[];
  readonly body: string;
  readonly onShow: (start: number, end: number) => void;
  readonly onMend: (body: string) => void;
}

export function ProblemList({ problems, body, onShow, onMend }: ProblemListProps) {
  const t = useT();
  if (problems.length === 0) return null;
  return (
    <ul aria-label={t('templates.problems')} className={styles.problems}>
      {problems.map((problem) => {
        const Icon = ICONS[problem.severity];
        const fix = fixLabel(problem, t);
        // The answer is about the words as they were a moment ago: a place that moved is not shown or mended.
        const current = body.slice(problem.start, problem.end) === problem.found;
        return (
          <li
            key={`${problem.code}:${String(problem.start)}`}
            className={styles.problem}
            data-severity={problem.severity}
          >
            <Icon size={14} aria-hidden="true" />
            <span className={styles.problemWords}>{problemText(problem, t)}</span>
            {current && problem.end > problem.start ? (
              <Button size="small" variant="ghost" onClick={() => onShow(problem.start, problem.end)}>
                {t('templates.show')}
              </Button>
            ) : null}
            {current && fix !== null ? (
              <Button size="small" variant="soft" onClick={() => onMend(mended(body, problem))}>
                {fix}
              </Button>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
