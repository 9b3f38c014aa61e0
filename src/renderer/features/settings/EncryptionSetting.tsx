/** Encrypting texts on their way to the phone: needs the same passphrase here and there, so it is asked for before it is on. */
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useT } from '../../i18n/useT.ts';
import { Button } from '../../ui/Button.tsx';
import { SecretField } from '../gateways/index.ts';
import { OnOff } from './fields.tsx';
import type { GatewaySettingsProps } from './pageProps.ts';
import { SettingRow } from './SettingRow.tsx';
import { useSaver } from './useSaver.ts';
import styles from './Gateway.module.css';

export function EncryptionSetting({ gateway, locked }: GatewaySettingsProps) {
  const t = useT();
  const { save, saved, error, pending } = useSaver('gateways.updateGateway');
  const [asking, setAsking] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const on = gateway.phone?.encryption ?? false;
  const change = (wanted: boolean): void => {
    if (wanted && !on) setAsking(true);
    else if (!wanted) {
      setAsking(false);
      void save({ id: gateway.id, encryption: false });
    }
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const taken = await save({
      id: gateway.id,
      encryption: true,
      ...(passphrase === '' ? {} : { passphrase }),
    });
    if (!taken) return;
    setAsking(false);
    setPassphrase('');
  };
  return (
    <>
      <SettingRow
        name={t('sending.encryption')}
        help={t('sending.encryptionHelp')}
        saved={saved}
        error={asking ? null : error}
        group
      >
        {() => <OnOff name={t('sending.encryption')} on={on || asking} disabled={locked} onChange={change} />}
      </SettingRow>
      {asking ? (
        <form className={styles.passphrase} onSubmit={(event) => void submit(event)} noValidate>
          <SecretField
            name="passphrase"
            label={t('sending.passphrase')}
            hint={t('sending.passphraseHint')}
            value={passphrase}
            error={error}
            onChange={setPassphrase}
          />
          <Button type="submit" disabled={pending}>
            {t('sending.encryptionOn')}
          </Button>
          <Button variant="ghost" onClick={() => setAsking(false)}>
            {t('common.cancel')}
          </Button>
        </form>
      ) : null}
    </>
  );
}
