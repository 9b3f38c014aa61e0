/** Where a person lives, as far as the hours of texts need it: state or province, postal code, and the country where it is another. */
import { useT } from '../../i18n/useT.ts';
import { TextField } from '../../ui/Field.tsx';
import type { PersonAddress } from '../../contract.ts';
import styles from './people.module.css';

export interface AddressDraft {
  readonly region: string;
  readonly postcode: string;
  readonly country: string;
}

export interface AddressFieldsProps {
  readonly value: AddressDraft;
  readonly onChange: (value: AddressDraft) => void;
  /** What the core says about a field: `region`, `postcode`, `country`. */
  readonly errorAt: (field: string) => string | null;
}

export function AddressFields({ value, onChange, errorAt }: AddressFieldsProps) {
  const t = useT();
  const field = (name: keyof AddressDraft, most: number) => (
    <TextField
      label={t(`people.address.${name}`)}
      autoComplete="off"
      maxLength={most}
      value={value[name]}
      error={errorAt(`address.${name}`)}
      onChange={(event) => onChange({ ...value, [name]: event.target.value })}
    />
  );
  return (
    <fieldset className={styles.address} aria-describedby="person-address-hint">
      <legend>{t('people.address')}</legend>
      <div className={styles.addressRow}>
        {field('region', 60)}
        {field('postcode', 20)}
        {field('country', 60)}
      </div>
      <p id="person-address-hint" className={styles.quiet}>
        {t('people.addressHint')}
      </p>
    </fieldset>
  );
}

/** What the form begins with. */
export function addressDraft(address: PersonAddress | null | undefined): AddressDraft {
  return {
    region: address?.region ?? '',
    postcode: address?.postcode ?? '',
    country: address?.country ?? '',
  };
}

/** "WA 98101", "ON K1A 0B6, CA". */
export function addressText({ region, postcode, country }: PersonAddress): string {
  const place = [region, postcode].filter((part) => part !== null).join(' ');
  return [place, country ?? ''].filter((part) => part !== '').join(', ');
}
