/** What can be set about a phone: its name, its SIM, the daily reply test, encryption, its log. */
import { useState } from 'react';
import { useT } from '../../i18n/useT.ts';
import { Button } from '../../ui/Button.tsx';
import { AdviceButton, phoneNumberWords } from '../gateways/index.ts';
import { EncryptionSetting } from './EncryptionSetting.tsx';
import { ChoiceRow, OnOffRow, TextRow } from './fields.tsx';
import type { GatewaySettingsProps } from './pageProps.ts';
import { PhoneLog } from './PhoneLog.tsx';
import { SettingRow } from './SettingRow.tsx';
import { useSaver } from './useSaver.ts';

export function PhoneSettings({ gateway, locked }: GatewaySettingsProps) {
  const t = useT();
  const [log, setLog] = useState(false);
  const { id, phone } = gateway;
  return (
    <>
      <GatewayName gateway={gateway} locked={locked} />
      <TextRow
        saver={useSaver('gateways.updateGateway')}
        type="tel"
        name={t('sending.ownNumber')}
        help={t('sending.ownNumberHelp')}
        value={gateway.ownNumber === null ? '' : phoneNumberWords(gateway.ownNumber)}
        patch={(ownNumber) => ({ id, ownNumber })}
        disabled={locked}
      />
      <SimChoice gateway={gateway} locked={locked} />
      <OnOffRow
        saver={useSaver('gateways.updateGateway')}
        name={t('sending.daily')}
        help={t('sending.dailyHelp')}
        on={phone?.dailyHearingTest ?? false}
        patch={(dailyHearingTest) => ({ id, dailyHearingTest })}
        disabled={locked}
      />
      <EncryptionSetting gateway={gateway} locked={locked} />
      <SettingRow name={t('sending.advice')} help={t('sending.adviceHelp')} group>
        {() => <AdviceButton gateway={gateway} />}
      </SettingRow>
      <SettingRow name={t('sending.log')} help={t('sending.logHelp')} group>
        {() => (
          <Button size="small" disabled={locked} aria-expanded={log} onClick={() => setLog(!log)}>
            {t(log ? 'sending.logHide' : 'sending.logShow')}
          </Button>
        )}
      </SettingRow>
      {log ? <PhoneLog gatewayId={id} /> : null}
    </>
  );
}

/** What people call it. */
export function GatewayName({ gateway, locked }: GatewaySettingsProps) {
  const t = useT();
  return (
    <TextRow
      saver={useSaver('gateways.updateGateway')}
      name={t('sending.name')}
      value={gateway.label}
      input={{ maxLength: 40 }}
      patch={(label) => (label.trim() === '' ? null : { id: gateway.id, label })}
      disabled={locked}
    />
  );
}

const OWN_CHOICE = '';

function SimChoice({ gateway: { id, phone }, locked }: GatewaySettingsProps) {
  const t = useT();
  const saver = useSaver('gateways.updateGateway');
  const sims = phone?.sims ?? [];
  if (sims.length < 2) return null;
  const nameOf = ({ simNumber, carrierName, phoneNumber }: (typeof sims)[number]): string =>
    [
      t('sending.simNumber', { number: simNumber }),
      carrierName,
      phoneNumber === null ? null : phoneNumberWords(phoneNumber),
    ]
      .filter((part) => part !== null)
      .join(', ');
  return (
    <ChoiceRow
      saver={saver}
      name={t('sending.sim')}
      help={t('sending.simHelp')}
      value={phone?.sim === null || phone?.sim === undefined ? OWN_CHOICE : String(phone.sim)}
      options={[
        { value: OWN_CHOICE, label: t('sending.simOwn') },
        ...sims.map((sim) => ({ value: String(sim.simNumber), label: nameOf(sim) })),
      ]}
      patch={(value) => ({ id, sim: value === OWN_CHOICE ? null : Number(value) })}
      disabled={locked}
    />
  );
}
