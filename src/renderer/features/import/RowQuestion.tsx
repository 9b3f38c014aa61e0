/** Whom a row means, where only a person can say: somebody we know, with which number, or somebody new. */
import type { ImportRow } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { CheckField } from '../../ui/CheckField.tsx';
import { Pii } from '../../ui/Pii.tsx';
import styles from './ImportFix.module.css';

type Question = NonNullable<ImportRow['question']>;
type Answer = NonNullable<Question['answer']>;

export interface RowQuestionProps {
  readonly row: ImportRow;
  readonly question: Question;
  readonly busy: boolean;
  readonly onAnswer: (answer: Answer) => void;
}

export function RowQuestion({ row, question, busy, onAnswer }: RowQuestionProps) {
  const t = useT();
  const name = `importQuestion${String(row.line)}`;
  const { kind, people, answer } = question;
  const chosen = (one: Answer): boolean => JSON.stringify(one) === JSON.stringify(answer);
  const hint = useHint();
  const options = people.flatMap((person) => {
    const ends = person.numberEnds;
    const keep: Answer = { person: person.id, number: 'keep' };
    const use: Answer = { person: person.id, number: 'use' };
    const same = ends === null || row.phone === null || row.phone.endsWith(ends);
    if (same)
      return [{ key: person.id, answer: use, words: t('import.q.is', { name: person.name }), hint: hint(person) }];
    return [
      {
        key: `${person.id}k`,
        answer: keep,
        words: t('import.q.keep', { name: person.name, ends }),
        hint: hint(person),
      },
      {
        key: `${person.id}u`,
        answer: use,
        words: t('import.q.use', { name: person.name, ends: row.phone?.slice(-4) ?? '' }),
        hint: null,
      },
    ];
  });
  return (
    <fieldset className={styles.question} disabled={busy}>
      <legend>{t(`import.q.${kind}`)}</legend>
      {options.map((option) => (
        <CheckField
          key={option.key}
          type="radio"
          name={name}
          checked={chosen(option.answer)}
          hint={option.hint}
          onChange={() => onAnswer(option.answer)}
        >
          <Pii>{option.words}</Pii>
        </CheckField>
      ))}
      {kind === 'whichPerson' ? (
        <CheckField
          type="radio"
          name={name}
          checked={chosen({ person: null })}
          hint={answer === null ? t('import.q.newHint') : undefined}
          onChange={() => onAnswer({ person: null })}
        >
          {t('import.q.new')}
        </CheckField>
      ) : null}
    </fieldset>
  );
}

/** What tells two people of one name apart: when they come next. */
function useHint(): (person: Question['people'][number]) => string | null {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  return ({ nextVisitAt }) =>
    nextVisitAt === null ? null : t('import.q.next', { when: formats.when(nextVisitAt, clock.now()) });
}
