/** A drawing of the phone with the numbers of the instructions. Decoration: the text beside it says the same. */
import { useT } from '../../i18n/useT.ts';
import styles from './PhonePicture.module.css';

export function PhonePicture() {
  const t = useT();
  return (
    <div className={styles.phone} aria-hidden="true">
      <div className={styles.screen}>
        <span className={styles.camera} />
        <b className={styles.app}>SMSGate</b>
        <span className={styles.row}>
          {t('setup.phone.screen.server')}
          <i className={styles.tag}>2</i>
          <span className={styles.toggle} />
        </span>
        <span className={styles.block}>
          <span>{t('setup.phone.screen.address')}</span>
          <b>192.168.1.24:8080</b>
          <span>{t('setup.phone.screen.username')}</span>
          <b>sms</b>
          <span>{t('setup.phone.screen.password')}</span>
          <b>••••••••</b>
          <i className={styles.tag}>3</i>
        </span>
        <span className={styles.row}>
          {t('setup.phone.screen.boot')}
          <span className={styles.toggle} />
        </span>
        <span className={styles.online}>
          {t('setup.phone.screen.online')}
          <i className={styles.tag}>2</i>
        </span>
      </div>
    </div>
  );
}
