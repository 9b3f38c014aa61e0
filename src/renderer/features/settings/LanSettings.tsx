/** Phones of the same network calling this PC directly: on or off, the address, and the certificate the phone must trust. */
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { Button } from '../../ui/Button.tsx';
import { OnOffRow } from './fields.tsx';
import { SettingRow } from './SettingRow.tsx';
import type { TunnelProps } from './TunnelSettings.tsx';
import { useSaver } from './useSaver.ts';
import styles from './Settings.module.css';

export function LanSettings({ tunnel }: TunnelProps) {
  const t = useT();
  const { toasts } = useServices();
  const { lan } = tunnel;
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(lan.authority ?? '');
    toasts.show({ icon: 'copied', message: t('tunnel.copied') });
  };
  return (
    <section aria-labelledby="settings-lan">
      <h3 id="settings-lan" className={styles.sectionTitle}>
        {t('lan.title')}
      </h3>
      <OnOffRow
        saver={useSaver('tunnel.saveTunnel')}
        name={t('lan.name')}
        help={lan.on ? lan.text : t('lan.help')}
        on={lan.on}
        patch={(on) => ({ lan: on })}
      />
      {lan.address === null ? null : (
        <SettingRow name={t('lan.address')} group>
          {() => <span className={styles.value}>{lan.address}</span>}
        </SettingRow>
      )}
      {lan.authority === null ? null : (
        <SettingRow name={t('lan.authority')} help={lan.fingerprint ?? ''} group>
          {() => (
            <Button size="small" onClick={() => void copy()}>
              {t('lan.copy')}
            </Button>
          )}
        </SettingRow>
      )}
      <OnOffRow
        saver={useSaver('tunnel.saveTunnel')}
        name={t('lan.pictures')}
        help={t('lan.picturesHelp')}
        on={tunnel.pictures}
        patch={(pictures) => ({ pictures })}
      />
    </section>
  );
}
