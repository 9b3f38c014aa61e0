/** Step 2: which column means what, with the first values beside it, and how the list writes dates. */
import { useRef, useState } from 'react';
import type { ColumnMeaning, DateOrder, ImportPreview } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { CheckField } from '../../ui/CheckField.tsx';
import { Pii } from '../../ui/Pii.tsx';
import { mappingOf, MEANINGS, missingIn, withMeaning } from './columns.ts';
import { Problem } from './Problem.tsx';
import { StatusWords } from './StatusWords.tsx';
import type { ImportFlow, ImportState, StatusWords as Words } from './useImport.ts';
import { CircleAlert } from 'lucide-react';
import styles from './Import.module.css';

export interface MatchStepProps {
  readonly state: Extract<ImportState, { step: 'match' }>;
  readonly flow: ImportFlow;
}

const ORDERS: readonly DateOrder[] = ['mdy', 'dmy', 'ymd'];

export function MatchStep({ state, flow }: MatchStepProps) {
  const t = useT();
  const { preview } = state;
  const [mapping, setMapping] = useState(() => mappingOf(preview.columns));
  const [order, setOrder] = useState<DateOrder | null>(preview.dateOrderAmbiguous ? null : preview.dateOrder);
  const [asked, setAsked] = useState(false);
  const [words, setWords] = useState<Words>({});
  const orders = useRef<HTMLFieldSetElement>(null);
  const missing = missingIn(mapping);

  const go = (): void => {
    if (order === null) {
      setAsked(true);
      orders.current?.querySelector('input')?.focus();
      return;
    }
    const known = mappingOf(preview.columns);
    const same = preview.columns.every(({ index }) => known[String(index)] === mapping[String(index)]);
    const asBefore = same && order === preview.dateOrder && !preview.dateOrderAmbiguous;
    const explained = Object.keys(words).length > 0;
    flow.confirmColumns(
      asBefore && preview.missing.length === 0 && !explained
        ? null
        : { mapping, dateOrder: order, ...(explained ? { statusWords: words } : {}) },
    );
  };
  return (
    <>
      <div className={styles.body}>
        <Problem text={state.problem} />
        <p className={styles.intro}>
          <Pii>{t('import.matchHelp', { name: preview.fileName })}</Pii>
        </p>
        {missing.length === 0 ? null : (
          <Banner tone="warn" icon={CircleAlert}>
            {t('import.missing', { fields: missing.map((field) => t(`import.missing.${field}`)).join(', ') })}
          </Banner>
        )}
        <Columns
          columns={preview.columns}
          mapping={mapping}
          onChange={(index, meaning) => setMapping((before) => withMeaning(before, index, meaning))}
        />
        <StatusWords words={preview.unknownStatusWords} chosen={words} onChange={setWords} />
        <fieldset ref={orders} className={styles.orders}>
          <legend>{t('import.order')}</legend>
          {preview.dateOrderAmbiguous ? (
            <p className={asked && order === null ? styles.wrong : styles.help} role={asked ? 'alert' : undefined}>
              {asked && order === null ? t('import.orderMissing') : t('import.orderAsk')}
            </p>
          ) : null}
          {ORDERS.map((value) => (
            <CheckField
              key={value}
              type="radio"
              name="dateOrder"
              checked={order === value}
              onChange={() => setOrder(value)}
              hint={t(`import.example.${value}`)}
            >
              {t(`import.order.${value}`)}
            </CheckField>
          ))}
        </fieldset>
      </div>
      <footer className={styles.foot}>
        <Button variant="ghost" onClick={flow.back}>
          {t('import.back')}
        </Button>
        <span className={styles.spring} />
        <Button onClick={flow.cancel}>{t('import.cancel')}</Button>
        <Button variant="primary" disabled={missing.length > 0} onClick={go}>
          {t('import.continue')}
        </Button>
      </footer>
    </>
  );
}

interface ColumnsProps {
  readonly columns: ImportPreview['columns'];
  readonly mapping: Readonly<Record<string, ColumnMeaning>>;
  readonly onChange: (index: number, meaning: ColumnMeaning) => void;
}

function Columns({ columns, mapping, onChange }: ColumnsProps) {
  const t = useT();
  return (
    <table className={styles.columns}>
      <thead>
        <tr>
          <th scope="col">{t('import.column.header')}</th>
          <th scope="col">{t('import.column.samples')}</th>
          <th scope="col">{t('import.column.meaning')}</th>
        </tr>
      </thead>
      <tbody>
        {columns.map((column) => {
          const name = column.header.trim() || t('import.noHeader', { number: column.index + 1 });
          return (
            <tr key={column.index} data-reveal="">
              <th scope="row">{name}</th>
              <td className={styles.samples}>
                <Pii>{column.samples.join(', ')}</Pii>
              </td>
              <td>
                <select
                  aria-label={t('import.meaningOf', { column: name })}
                  className={styles.select}
                  value={mapping[String(column.index)] ?? 'ignore'}
                  onChange={(event) => onChange(column.index, event.target.value as ColumnMeaning)}
                >
                  {MEANINGS.map((meaning) => (
                    <option key={meaning} value={meaning}>
                      {t(`import.meaning.${meaning}`)}
                    </option>
                  ))}
                </select>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
