/** A field for a password, a key's secret or a token: hidden until somebody asks to see it, and never offered to be remembered. */
import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useT } from '../../i18n/useT.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import styles from './Gateways.module.css';

export interface SecretFieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly value: string;
  readonly error: string | null;
  readonly onChange: (value: string) => void;
  readonly disabled?: boolean;
}

export function SecretField({ name, label, hint, value, error, onChange, disabled }: SecretFieldProps) {
  const t = useT();
  const [shown, setShown] = useState(false);
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <span className={styles.secret}>
          <input
            {...control}
            name={name}
            type={shown ? 'text' : 'password'}
            autoComplete="off"
            spellCheck={false}
            disabled={disabled}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          <IconButton
            size="small"
            label={t(shown ? 'gateways.hideSecret' : 'gateways.showSecret', { name: label })}
            onClick={() => setShown(!shown)}
          >
            {shown ? <EyeOff size={16} /> : <Eye size={16} />}
          </IconButton>
        </span>
      )}
    </Field>
  );
}
