/** A new PIN, twice. What may be a PIN is the core's to say; here only that both are the same. */
import { useT } from '../../i18n/useT.ts';
import { TextField } from '../../ui/Field.tsx';

export interface TypedPins {
  readonly pin: string;
  readonly again: string;
}

export const NO_PINS: TypedPins = { pin: '', again: '' };

/** Whether both are the same and there is one. */
export function pinProblem({ pin, again }: TypedPins): 'pin.differ' | null {
  return pin === again && pin !== '' ? null : 'pin.differ';
}

export interface PinFieldsProps {
  readonly pins: TypedPins;
  readonly onChange: (pins: TypedPins) => void;
  readonly error: string | null;
}

export function PinFields({ pins, onChange, error }: PinFieldsProps) {
  const t = useT();
  const common = { type: 'password', inputMode: 'numeric', autoComplete: 'new-password', maxLength: 12 } as const;
  return (
    <>
      <TextField
        {...common}
        name="pin"
        label={t('pin.new')}
        value={pins.pin}
        error={error}
        onChange={(event) => onChange({ ...pins, pin: event.target.value })}
      />
      <TextField
        {...common}
        name="pinAgain"
        label={t('pin.again')}
        value={pins.again}
        onChange={(event) => onChange({ ...pins, again: event.target.value })}
      />
    </>
  );
}
