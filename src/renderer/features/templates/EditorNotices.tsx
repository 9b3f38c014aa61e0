/** Above the words: a missing or older translation beside its base, and what else a change would change. */
import { Languages, Link2 } from 'lucide-react';
import { useT } from '../../i18n/useT.ts';
import type { Translate } from '../../i18n/useT.ts';
import { May } from '../../state/May.tsx';
import { useQuery } from '../../state/useQuery.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import type { Family } from './families.ts';
import { LANGUAGES } from './families.ts';
import { languageName } from './languageName.ts';
import type { TemplateActions } from './useTemplateActions.ts';
import styles from './templates.module.css';

export interface EditorNoticesProps {
  readonly family: Family | null;
  readonly language: string;
  readonly actions: TemplateActions;
}

export function EditorNotices({ family, language, actions }: EditorNoticesProps) {
  if (family === null) return null;
  if (family.base.language === language) return <Places id={family.base.id} />;
  return <Translation family={family} language={language} actions={actions} />;
}

/** The base stands beside its translation, so that both can be read. */
function Translation({ family, language, actions }: EditorNoticesProps & { readonly family: Family }) {
  const t = useT();
  const text = family.texts.get(language);
  const base = languageName(family.base.language, t);
  return (
    <>
      {text === undefined ? (
        <Banner tone="warn" icon={Languages}>
          {t('templates.noLanguage', { language: languageName(language, t), speakers: speakers(language, t), base })}
        </Banner>
      ) : null}
      {text?.outdated === true ? (
        <Banner
          tone="warn"
          icon={Languages}
          actions={
            <May call="templates.confirmTranslation">
              <Button size="small" onClick={() => void actions.confirm()}>
                {t('templates.stillRight')}
              </Button>
            </May>
          }
        >
          {t('templates.isOutdated', { base })}
        </Banner>
      ) : null}
      <section className={styles.baseText} aria-label={t('templates.baseBody', { language: base })}>
        <h3>{t('templates.baseBody', { language: base })}</h3>
        <p>{family.base.body}</p>
      </section>
    </>
  );
}

function speakers(language: string, t: Translate): string {
  const known = LANGUAGES.find((one) => one === language);
  return known === undefined ? language : t(`templates.speakers.${known}`);
}

function Places({ id }: { readonly id: string }) {
  const t = useT();
  const usage = useQuery('templates.getUsage', { id }, { invalidateOn: ['cadence.changed', 'autoReply.changed'] }).data;
  if (usage === undefined || usage.reminderSteps + usage.rules === 0) return null;
  const places = [
    ...(usage.reminderSteps === 0 ? [] : [t('templates.placesSteps', { count: usage.reminderSteps })]),
    ...(usage.rules === 0 ? [] : [t('templates.placesRules', { count: usage.rules })]),
  ];
  const list = new Intl.ListFormat('en', { type: 'conjunction' }).format(places);
  return (
    <p className={styles.places}>
      <Link2 size={14} aria-hidden="true" />
      {t('templates.changesWith', { places: list })} {t('templates.follow')}
    </p>
  );
}
