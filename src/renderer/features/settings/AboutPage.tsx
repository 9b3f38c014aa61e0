/** Which version runs here and how: what support asks for, without any patient data. */
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorRegion } from '../../ui/ErrorRegion.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import type { Health } from '../../contract.ts';
import { SettingRow } from './SettingRow.tsx';
import styles from './Settings.module.css';

export function AboutPage() {
  const t = useT();
  const formats = useFormats();
  const { toasts } = useServices();
  const { data, error, refetch } = useQuery('system.getHealth', {});
  if (!data) return error ? <ErrorRegion error={error} onRetry={refetch} /> : <Skeleton rows={4} />;
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(supportDetails(data));
    toasts.show({ icon: 'copied', message: t('settings.supportCopied') });
  };
  const overrides = data.overrides.length === 0 ? t('settings.overridesNone') : data.overrides.join(', ');
  return (
    <>
      <Fact name={t('settings.version')} value={data.version} />
      <Fact name={t('settings.schema')} value={String(data.store.schema)} />
      <Fact name={t('settings.running')} value={formats.when(data.startedAt, data.now)} />
      <Fact name={t('settings.overrides')} value={overrides} />
      <SettingRow name={t('settings.support')} help={t('settings.supportHelp')} group>
        {() => <Button onClick={() => void copy()}>{t('settings.support')}</Button>}
      </SettingRow>
    </>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <SettingRow name={name} group>
      {() => <span className={styles.value}>{value}</span>}
    </SettingRow>
  );
}

/** Versions, states and counts only: no names, numbers, addresses or paths. */
function supportDetails(health: Health): string {
  const gateways = health.gateways.map(
    ({ kind, state, problem, version, canReceive }) =>
      `${kind}: ${state}, problem ${problem ?? 'none'}, app ${version ?? 'unknown'}, receives ${canReceive}`,
  );
  const { ready, waiting, sending, needsReview, failedToday } = health.queue;
  return [
    `Deskbell ${health.version}, data format ${health.store.schema}, encrypted ${health.store.encrypted}`,
    ...gateways,
    `queue: ready ${ready}, waiting ${waiting}, sending ${sending}, to check ${needsReview}, failed today ${failedToday}`,
    `held: ${health.sendingHeld?.code ?? 'no'}; switches: ${health.overrides.join(', ') || 'none'}`,
    `log head: ${health.auditHead}`,
  ].join('\n');
}
