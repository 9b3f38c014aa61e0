/** Privacy mode: when names hide by themselves, and how strongly. Under it how long things are kept, and legal holds. */
import { useStore } from 'zustand';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { HoldSettings, RetentionSettings } from '../privacy/index.ts';
import { ChoiceSetting, OnOff } from './fields.tsx';
import { SettingRow } from './SettingRow.tsx';
import type { PageProps } from './pageProps.ts';

const SECONDS = [0, 30, 60, 120, 300] as const;

export function PrivacyPage({ settings: { privacy, retention }, locked }: PageProps) {
  const t = useT();
  const { prefs } = useServices();
  const bars = useStore(prefs, (state) => state.privacyBars);
  const onBlur = useStore(prefs, (state) => state.privacyOnBlur);
  const words = (seconds: number): string => {
    if (seconds === 0) return t('settings.blur.off');
    const minutes = seconds / 60;
    return minutes >= 1 ? t('settings.blur.minutes', { minutes }) : t('settings.blur.seconds', { seconds });
  };
  const choices = [...new Set([...SECONDS, privacy.blurAfterIdleSeconds])].sort((a, b) => a - b);
  return (
    <>
      <ChoiceSetting
        name={t('settings.blurAfter')}
        help={t('settings.blurAfterHelp')}
        value={String(privacy.blurAfterIdleSeconds)}
        options={choices.map((seconds) => ({ value: String(seconds), label: words(seconds) }))}
        patch={(seconds) => ({ privacy: { blurAfterIdleSeconds: Number(seconds) } })}
        disabled={locked}
      />
      <SettingRow name={t('settings.bars')} help={t('settings.barsHelp')} group>
        {() => <OnOff name={t('settings.bars')} on={bars} onChange={(on) => prefs.setState({ privacyBars: on })} />}
      </SettingRow>
      <SettingRow name={t('settings.onBlur')} group>
        {() => (
          <OnOff name={t('settings.onBlur')} on={onBlur} onChange={(on) => prefs.setState({ privacyOnBlur: on })} />
        )}
      </SettingRow>
      <RetentionSettings retention={retention} locked={locked} />
      <HoldSettings locked={locked} />
    </>
  );
}
