/** The clinic itself: names, place, clock. What patients and the rules of sending depend on. */
import { useT } from '../../i18n/useT.ts';
import type { MessageId } from '../../i18n/en.ts';
import { ChoiceSetting, OnOffSetting, TextSetting } from './fields.tsx';
import type { PageProps } from './pageProps.ts';

const COUNTRIES = ['US', 'CA', 'GB', 'IE', 'AU', 'NZ', 'IN', 'DE', 'FR', 'ES'] as const;
type Country = (typeof COUNTRIES)[number];
const MOST_SHORT = 20;

export function PracticePage({ settings: { practice }, locked: disabled }: PageProps) {
  const t = useT();
  return (
    <>
      <TextSetting
        name={t('settings.name')}
        value={practice.name}
        input={{ maxLength: 80 }}
        patch={(name) => ({ practice: { name } })}
        disabled={disabled}
      />
      <TextSetting
        name={t('settings.shortName')}
        help={(draft) => t('settings.shortNameHelp', { left: MOST_SHORT - draft.length })}
        value={practice.shortName}
        input={{ maxLength: MOST_SHORT }}
        patch={(shortName) => ({ practice: { shortName } })}
        disabled={disabled}
      />
      <TextSetting
        type="tel"
        name={t('settings.phone')}
        help={t('settings.phoneHelp')}
        value={practice.phone}
        input={{ maxLength: 40 }}
        patch={(phone) => ({ practice: { phone } })}
        disabled={disabled}
      />
      <TextSetting
        name={t('settings.address')}
        value={practice.address}
        input={{ maxLength: 200 }}
        patch={(address) => ({ practice: { address } })}
        disabled={disabled}
      />
      <TextSetting
        type="url"
        name={t('settings.mapLink')}
        value={practice.mapLink}
        input={{ maxLength: 200 }}
        patch={(mapLink) => ({ practice: { mapLink } })}
        disabled={disabled}
      />
      <ChoiceSetting
        name={t('settings.country')}
        value={practice.country}
        options={COUNTRIES.map((value) => ({ value, label: t(`country.${value}`) }))}
        patch={(country) => ({ practice: { country: country as Country } })}
        disabled={disabled}
      />
      <TextSetting
        name={t('settings.zone')}
        help={t('settings.zoneHelp')}
        value={practice.zone}
        input={{ list: 'settings-zones', maxLength: 64, spellCheck: false }}
        patch={(zone) => ({ practice: { zone: zone.trim() } })}
        disabled={disabled}
      />
      <Zones />
      <ChoiceSetting
        name={t('settings.clock')}
        value={practice.clock}
        options={(['12h', '24h'] as const).map((value) => ({ value, label: t(clockWords[value]) }))}
        patch={(clock) => ({ practice: { clock: clock === '24h' ? '24h' : '12h' } })}
        disabled={disabled}
      />
      <OnOffSetting
        name={t('settings.hipaa')}
        help={t('settings.hipaaHelp')}
        on={practice.hipaa}
        patch={(hipaa) => ({ practice: { hipaa } })}
        disabled={disabled}
      />
    </>
  );
}

const clockWords: Readonly<Record<'12h' | '24h', MessageId>> = {
  '12h': 'settings.clock.12h',
  '24h': 'settings.clock.24h',
};

/** Zones to choose from while typing. */
function Zones() {
  return (
    <datalist id="settings-zones">
      {Intl.supportedValuesOf('timeZone').map((zone) => (
        <option key={zone} value={zone} />
      ))}
    </datalist>
  );
}
