/** A plain table on paper: mounted only while the page is printed, and the only thing on it. */
import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import styles from './PrintSheet.module.css';

export interface PrintSheetProps {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Who printed it, under the table. */
  readonly mark: string;
  readonly onDone: () => void;
}

export function PrintSheet({ title, heads, rows, mark, onDone }: PrintSheetProps) {
  useEffect(() => {
    window.addEventListener('afterprint', onDone);
    window.print();
    return () => window.removeEventListener('afterprint', onDone);
  }, [onDone]);
  return createPortal(
    <div className={styles.sheet}>
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={`${index} ${row[0] ?? ''}`}>
              {row.map((value, column) => (
                <td key={heads[column] ?? column}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p>{mark}</p>
    </div>,
    document.body,
  );
}
