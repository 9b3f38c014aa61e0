/** What must not stand in a text beside what never may, what answers an emergency, and the hours of advertising. */
import { useT } from '../../i18n/useT.ts';
import { ChoiceSetting, TextSetting } from './fields.tsx';
import type { PageProps } from './pageProps.ts';
import styles from './Settings.module.css';

/** As the core takes at most. */
const LONGEST_TEXT = 160;

export function SafetySettings({ settings: { safety, practice }, locked }: PageProps) {
  const t = useT();
  return (
    <section aria-labelledby="settings-safety">
      <h3 id="settings-safety" className={styles.sectionTitle}>
        {t('safety.title')}
      </h3>
      <TextSetting
        name={t('safety.words')}
        help={t('safety.wordsHelp')}
        value={safety.guardWords.join(', ')}
        patch={(value) => ({ safety: { guardWords: wordsIn(value) } })}
        disabled={locked}
      />
      <TextSetting
        name={t('safety.emergency')}
        help={t('safety.emergencyHelp')}
        value={safety.emergencyText}
        input={{ maxLength: LONGEST_TEXT }}
        patch={(value) => ({ safety: { emergencyText: value.trim() } })}
        disabled={locked}
      />
      {practice.country === 'US' ? (
        <ChoiceSetting
          name={t('safety.marketing')}
          help={t('safety.marketingHelp')}
          value={safety.marketingHours}
          options={[
            { value: 'nationalSafe', label: t('safety.marketing.nationalSafe') },
            { value: 'stateTable', label: t('safety.marketing.stateTable') },
          ]}
          patch={(value) => ({ safety: { marketingHours: value === 'stateTable' ? value : 'nationalSafe' } })}
          disabled={locked}
        />
      ) : null}
    </section>
  );
}

/** "peel, filler*": what stands between commas, once each. */
function wordsIn(value: string): string[] {
  const words = value.split(/[,;\n]/).map((word) => word.trim());
  return [...new Set(words.filter((word) => word !== ''))];
}
