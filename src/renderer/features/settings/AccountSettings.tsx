/** What can be set about a Twilio account without a new key: its name, and how long texts stay in Twilio's own records. */
import { useT } from '../../i18n/useT.ts';
import { useQuery } from '../../state/useQuery.ts';
import { phoneNumberWords } from '../gateways/index.ts';
import { ChoiceSetting } from './fields.tsx';
import { GatewayName } from './PhoneSettings.tsx';
import type { GatewaySettingsProps } from './pageProps.ts';
import { SettingRow } from './SettingRow.tsx';
import styles from './Settings.module.css';

const NEVER = '';
const DAYS = [1, 7, 30, 90, 180, 365] as const;

export function AccountSettings({ gateway, locked }: GatewaySettingsProps) {
  const t = useT();
  const settings = useQuery('settings.getSettings', {}, { invalidateOn: ['settings.changed'] });
  const { whatsAppNumber = null, verifyServiceSid = null } = gateway.account ?? {};
  const eraseAfter = settings.data?.routing.eraseAfterDays ?? null;
  const days = eraseAfter === null || DAYS.some((one) => one === eraseAfter) ? DAYS : [...DAYS, eraseAfter];
  return (
    <>
      <GatewayName gateway={gateway} locked={locked} />
      <ChoiceSetting
        name={t('sending.erase')}
        help={t('sending.eraseHelp')}
        value={eraseAfter === null ? NEVER : String(eraseAfter)}
        options={[
          { value: NEVER, label: t('sending.eraseNever') },
          ...days.map((count) => ({ value: String(count), label: t('sending.eraseDays', { count }) })),
        ]}
        patch={(value) => ({ routing: { eraseAfterDays: value === NEVER ? null : Number(value) } })}
        disabled={locked}
      />
      {eraseAfter === null ? null : (
        <ChoiceSetting
          name={t('sending.eraseWhat')}
          value={settings.data?.routing.erase ?? 'redact'}
          options={[
            { value: 'redact', label: t('sending.eraseWords') },
            { value: 'delete', label: t('sending.eraseAll') },
          ]}
          patch={(value) => ({ routing: { erase: value === 'delete' ? 'delete' : 'redact' } })}
          disabled={locked}
        />
      )}
      <SettingRow name={t('sending.codes')} help={t('sending.codesHelp')} group>
        {() => (
          <span className={styles.value}>
            {verifyServiceSid === null ? t('sending.codesOwn') : t('sending.codesVerify')}
          </span>
        )}
      </SettingRow>
      <SettingRow name={t('sending.whatsAppNumber')} help={t('sending.whatsAppNumberHelp')} group>
        {() => (
          <span className={styles.value}>
            {whatsAppNumber === null ? t('sending.none') : phoneNumberWords(whatsAppNumber)}
          </span>
        )}
      </SettingRow>
    </>
  );
}
