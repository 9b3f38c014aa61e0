/** What stands over the composer before a text is sent: quiet hours, no agreement on record, a rule in the way. */
import { CircleHelp, Moon, TriangleAlert } from 'lucide-react';
import { useFormats } from '../../../i18n/useFormats.ts';
import type { DeskFormats } from '../../../i18n/useFormats.ts';
import { useT } from '../../../i18n/useT.ts';
import type { Translate } from '../../../i18n/useT.ts';
import { useNow } from '../../../state/useNow.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import type { ComposerNotice } from './gateWords.ts';
import styles from './composer.module.css';

export interface NoticeBannerProps {
  readonly notice: ComposerNotice;
  /** "Ana". */
  readonly name: string;
  /** Asks the gate to let the text out now; left out while nothing is written. */
  readonly onSendNow: (() => void) | undefined;
  readonly onRecord: (() => void) | undefined;
}

export function NoticeBanner({ notice, name, onSendNow, onRecord }: NoticeBannerProps) {
  return (
    <div className={styles.notice}>
      {notice.kind === 'quiet' ? (
        <QuietBanner until={notice.until} onSendNow={notice.canAsk ? onSendNow : undefined} />
      ) : notice.kind === 'noConsent' ? (
        <ConsentBanner name={name} onRecord={onRecord} />
      ) : (
        <WordsBanner words={notice.words} stops={notice.stops} />
      )}
    </div>
  );
}

function QuietBanner({ until, onSendNow }: { readonly until: number; readonly onSendNow: (() => void) | undefined }) {
  const t = useT();
  const formats = useFormats();
  const now = useNow(60_000);
  const action = onSendNow ? (
    <Button size="small" onClick={onSendNow}>
      {t('inbox.sendNow')}
    </Button>
  ) : null;
  return (
    <Banner tone="warn" icon={Moon} actions={action}>
      {t('inbox.quiet', { when: whenInSentence(until, now, formats, t) })}
    </Banner>
  );
}

function ConsentBanner({ name, onRecord }: { readonly name: string; readonly onRecord: (() => void) | undefined }) {
  const t = useT();
  const action = onRecord ? (
    <Button size="small" onClick={onRecord}>
      <span className="pii">{t('inbox.agreed', { name })}</span>
    </Button>
  ) : null;
  return (
    <Banner tone="warn" icon={CircleHelp} actions={action}>
      <span className="pii">{t('inbox.noConsent', { name })}</span>
    </Banner>
  );
}

function WordsBanner({ words, stops }: { readonly words: string; readonly stops: boolean }) {
  const t = useT();
  return (
    <Banner tone={stops ? 'bad' : 'neutral'} icon={TriangleAlert}>
      {words === '' ? t('inbox.ruleNotice') : words}
    </Banner>
  );
}

/** "tomorrow at 8:00 AM", "Fri 20 Nov at 8:00 AM". */
export function whenInSentence(at: number, now: number, formats: DeskFormats, t: Translate): string {
  const time = formats.time(at);
  const offset = formats.dayOffset(at, now);
  if (offset === 0) return t('inbox.quiet.today', { time });
  if (offset === 1) return t('inbox.quiet.tomorrow', { time });
  return t('inbox.quiet.day', { day: formats.date(at, now), time });
}
