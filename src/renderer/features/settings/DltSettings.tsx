/** What is registered for texts to Indian numbers: the sender name, and the number of each ready-made text. Shown to practices in India. */
import type { Settings, Template } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { useQuery } from '../../state/useQuery.ts';
import { TextSetting } from './fields.tsx';
import type { PageProps } from './pageProps.ts';
import styles from './Settings.module.css';

const LONGEST_HEADER = 11;
const LONGEST_ID = 25;

export function DltSettings({ settings: { dlt }, locked }: PageProps) {
  const t = useT();
  const listed = useQuery('templates.listTemplates', {}, { invalidateOn: ['template.changed'] });
  return (
    <section aria-labelledby="settings-dlt">
      <h3 id="settings-dlt" className={styles.sectionTitle}>
        {t('dlt.title')}
      </h3>
      <p className={styles.help}>{t('dlt.intro')}</p>
      <TextSetting
        name={t('dlt.header')}
        help={t('dlt.headerHelp')}
        value={dlt.header}
        input={{ maxLength: LONGEST_HEADER }}
        patch={(header) => ({ dlt: { header: header.trim() } })}
        disabled={locked}
      />
      {listed.data?.items.map((template) => (
        <RegisteredText key={template.id} template={template} dlt={dlt} locked={locked} />
      ))}
    </section>
  );
}

interface RegisteredTextProps {
  readonly template: Template;
  readonly dlt: Settings['dlt'];
  readonly locked: boolean;
}

function RegisteredText({ template: { id, name, version, language }, dlt, locked }: RegisteredTextProps) {
  const t = useT();
  const known = dlt.texts.find(({ templateId }) => templateId === id);
  const others = dlt.texts.filter(({ templateId }) => templateId !== id);
  const stale = known !== undefined && known.version !== version;
  const usual = language === 'es' ? t('dlt.textHelpSpanish') : t('dlt.textHelp');
  return (
    <TextSetting
      name={t('dlt.text', { name })}
      help={stale ? t('dlt.textChanged') : usual}
      value={known?.registeredId ?? ''}
      input={{ maxLength: LONGEST_ID, inputMode: 'numeric' }}
      patch={(value) => {
        const registeredId = value.replace(/\s/g, '');
        const own = registeredId === '' ? [] : [{ templateId: id, version, registeredId }];
        return { dlt: { texts: [...others, ...own] } };
      }}
      disabled={locked}
    />
  );
}
