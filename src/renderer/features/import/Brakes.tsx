/** What looks wrong about the list as a whole. A brake holds the button until somebody ticks that they looked. */
import { OctagonAlert, TriangleAlert } from 'lucide-react';
import type { ImportPreview } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { Banner } from '../../ui/Banner.tsx';
import { CheckField } from '../../ui/CheckField.tsx';
import styles from './ImportFix.module.css';

export interface BrakesProps {
  readonly warnings: ImportPreview['warnings'];
  readonly looked: readonly string[];
  readonly onLook: (code: string, looked: boolean) => void;
}

export function brakesOf(warnings: ImportPreview['warnings']): readonly string[] {
  return warnings.filter(({ severity }) => severity === 'brake').map(({ code }) => code);
}

export function Brakes({ warnings, looked, onLook }: BrakesProps) {
  const t = useT();
  return warnings.map(({ code, text, severity }) =>
    severity === 'brake' ? (
      <div key={code} role="group" aria-label={text} className={styles.brake}>
        <OctagonAlert size={18} strokeWidth={1.75} aria-hidden="true" />
        <strong>{text}</strong>
        <CheckField checked={looked.includes(code)} onChange={(event) => onLook(code, event.target.checked)}>
          {t('import.looked')}
        </CheckField>
      </div>
    ) : (
      <Banner key={code} tone="warn" icon={TriangleAlert}>
        {text}
      </Banner>
    ),
  );
}
