/** How the page looks and which keys it takes: choices of this PC, changed at once, without a reload. */
import { useStore } from 'zustand';
import { useT } from '../../i18n/useT.ts';
import { TEXT_SIZES } from '../../state/prefs.ts';
import type { Density, Look, TextSize } from '../../state/prefs.ts';
import { useServices } from '../../state/services.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { OnOff } from './fields.tsx';
import { SettingRow } from './SettingRow.tsx';
import styles from './Settings.module.css';

const LOOKS: readonly Look[] = ['system', 'light', 'dark', 'hc'];
const DENSITIES: readonly Density[] = ['compact', 'comfortable', 'touch'];

export function LookPage() {
  const t = useT();
  const { prefs } = useServices();
  const { look, density, textSize } = useStore(prefs);
  return (
    <>
      <p className={styles.intro}>{t('settings.thisPc')}</p>
      <SettingRow name={t('settings.look')} group>
        {() => (
          <Segmented
            label={t('settings.look')}
            options={LOOKS.map((value) => ({ value, label: t(`settings.look.${value}`) }))}
            value={look}
            onChange={(value) => prefs.setState({ look: value })}
          />
        )}
      </SettingRow>
      <SettingRow name={t('settings.density')} group>
        {() => (
          <Segmented
            label={t('settings.density')}
            options={DENSITIES.map((value) => ({ value, label: t(`settings.density.${value}`) }))}
            value={density}
            onChange={(value) => prefs.setState({ density: value })}
          />
        )}
      </SettingRow>
      <SettingRow name={t('settings.textSize')} group>
        {() => (
          <Segmented
            label={t('settings.textSize')}
            options={TEXT_SIZES.map((size) => ({
              value: String(size),
              label: t('settings.percent', { percent: size }),
            }))}
            value={String(textSize)}
            onChange={(value) => prefs.setState({ textSize: Number(value) as TextSize })}
          />
        )}
      </SettingRow>
    </>
  );
}

export function KeyboardPage() {
  const t = useT();
  const { prefs } = useServices();
  const singleKeys = useStore(prefs, (state) => state.singleKeys);
  return (
    <>
      <SettingRow name={t('settings.singleKeys')} help={t('settings.singleKeysHelp')} group>
        {() => (
          <OnOff
            name={t('settings.singleKeys')}
            on={singleKeys}
            onChange={(on) => prefs.setState({ singleKeys: on })}
          />
        )}
      </SettingRow>
      <p className={styles.intro}>
        {t('settings.keysList')} <Kbd keys="?" />
      </p>
    </>
  );
}
