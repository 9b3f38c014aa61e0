/** The way in from the internet: which one, what it needs, how it is, and a look from outside. */
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { CommandInput } from '../../client/procedures.ts';
import type { Tunnel, TunnelKind } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckField } from '../../ui/CheckField.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { TextField } from '../../ui/Field.tsx';
import type { Tone } from '../../ui/statusLanguage.ts';
import { CheckLine, CheckList, SecretField } from '../gateways/index.ts';
import { SettingRow } from './SettingRow.tsx';
import settings from './Settings.module.css';
import styles from './Tunnel.module.css';

const KINDS: readonly TunnelKind[] = ['off', 'own', 'cloudflared', 'ngrok', 'tailscale'];
const WITH_URL: readonly TunnelKind[] = ['own', 'cloudflared', 'ngrok'];
const WITH_TOKEN: readonly TunnelKind[] = ['cloudflared', 'ngrok'];
const TONES: Record<Tunnel['state'], Tone> = {
  off: 'neutral',
  starting: 'neutral',
  up: 'ok',
  down: 'bad',
  missing: 'bad',
};

export interface TunnelProps {
  readonly tunnel: Tunnel;
  /** Asks for the tunnel again. */
  readonly onChanged: () => void;
}

export function TunnelSettings({ tunnel, onChanged }: TunnelProps) {
  const t = useT();
  return (
    <section aria-labelledby="settings-tunnel">
      <h3 id="settings-tunnel" className={settings.sectionTitle}>
        {t('tunnel.title')}
      </h3>
      <p className={settings.intro}>{t('tunnel.intro')}</p>
      <TunnelForm tunnel={tunnel} onChanged={onChanged} />
      {tunnel.kind === 'off' ? null : <State tunnel={tunnel} onChanged={onChanged} />}
    </section>
  );
}

type Save = CommandInput<'tunnel.saveTunnel'>;

function TunnelForm({ tunnel, onChanged }: TunnelProps) {
  const t = useT();
  const errorText = useErrorText();
  const { run, pending } = useCommand('tunnel.saveTunnel', { refusal: 'caller' });
  const [kind, setKind] = useState<TunnelKind>(tunnel.kind);
  const [url, setUrl] = useState(tunnel.kind === 'own' ? (tunnel.publicUrl ?? '') : '');
  const [token, setToken] = useState('');
  const [problem, setProblem] = useState<{ readonly field: string; readonly text: string } | null>(null);
  const errorAt = (field: string): string | null => (problem?.field === field ? problem.text : null);
  const fields = ['publicUrl', 'token'];

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const patch: Save = {
      kind,
      ...(WITH_URL.includes(kind) ? { publicUrl: url.trim() === '' ? null : withScheme(url) } : {}),
      ...(WITH_TOKEN.includes(kind) && token.trim() !== '' ? { token } : {}),
    };
    const outcome = await run(patch);
    if (outcome.ok) {
      setToken('');
      setProblem(null);
      onChanged();
    } else {
      const field = fields.find((name) => name === outcome.error.field) ?? 'kind';
      setProblem({ field, text: errorText(outcome.error) });
    }
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <fieldset className={styles.kinds}>
        <legend className="visuallyHidden">{t('tunnel.title')}</legend>
        {KINDS.map((one) => (
          <CheckField
            key={one}
            type="radio"
            name="tunnel-kind"
            checked={one === kind}
            hint={t(`tunnel.kind.${one}Help`)}
            onChange={() => {
              setKind(one);
              setProblem(null);
            }}
          >
            {t(`tunnel.kind.${one}`)}
          </CheckField>
        ))}
      </fieldset>
      {WITH_URL.includes(kind) ? (
        <TextField
          type="url"
          label={t('tunnel.url')}
          hint={t(kind === 'own' ? 'tunnel.urlOwnHint' : 'tunnel.urlHint', { port: String(tunnel.port) })}
          placeholder="https://hooks.example.com"
          autoComplete="off"
          spellCheck={false}
          value={url}
          error={errorAt('publicUrl')}
          onChange={(event) => setUrl(event.target.value)}
        />
      ) : null}
      {WITH_TOKEN.includes(kind) ? (
        <SecretField
          name="token"
          label={t(kind === 'ngrok' ? 'tunnel.authtoken' : 'tunnel.token')}
          hint={
            tunnel.hasToken && tunnel.kind === kind ? t('tunnel.tokenKept') : t(`tunnel.tokenHint.${tokenHint(kind)}`)
          }
          value={token}
          error={errorAt('token')}
          onChange={setToken}
        />
      ) : null}
      <div className={styles.save}>
        <Button type="submit" disabled={pending}>
          {t(pending ? 'tunnel.saving' : kind === 'off' ? 'tunnel.turnOff' : 'tunnel.start')}
        </Button>
        {errorAt('kind') === null ? null : (
          <span role="alert" className={styles.error}>
            {errorAt('kind')}
          </span>
        )}
      </div>
    </form>
  );
}

function tokenHint(kind: TunnelKind): 'ngrok' | 'cloudflared' {
  return kind === 'ngrok' ? 'ngrok' : 'cloudflared';
}

/** People copy addresses without their beginning. */
function withScheme(written: string): string {
  const url = written.trim();
  return /^[a-z]+:\/\//i.test(url) ? url : `https://${url}`;
}

function State({ tunnel, onChanged }: TunnelProps) {
  const t = useT();
  const formats = useFormats();
  const { clock, toasts } = useServices();
  const { run, pending } = useCommand('tunnel.checkTunnel');
  const { state, text, publicUrl, lastCheck, since } = tunnel;
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(publicUrl ?? '');
    toasts.show({ icon: 'copied', message: t('tunnel.copied') });
  };
  const look = async (): Promise<void> => {
    await run({});
    onChanged();
  };
  return (
    <>
      <SettingRow name={t('tunnel.state')} help={<span role="status">{text}</span>} group>
        {() => (
          <Chip tone={TONES[state]}>
            {t(`tunnel.state.${state}`)}
            {since === null || state === 'off' ? '' : t('tunnel.since', { when: formats.when(since, clock.now()) })}
          </Chip>
        )}
      </SettingRow>
      {publicUrl === null ? null : (
        <SettingRow name={t('tunnel.address')} help={publicUrl} group>
          {() => (
            <Button size="small" onClick={() => void copy()}>
              {t('tunnel.copy')}
            </Button>
          )}
        </SettingRow>
      )}
      <SettingRow name={t('tunnel.port')} help={t('tunnel.portHelp')} group>
        {() => <span className={settings.value}>{tunnel.port}</span>}
      </SettingRow>
      <SettingRow name={t('tunnel.test')} help={t('tunnel.testHelp')} group>
        {() => (
          <Button disabled={pending || publicUrl === null} onClick={() => void look()}>
            {t(pending ? 'settings.gateway.testing' : 'tunnel.testNow')}
          </Button>
        )}
      </SettingRow>
      {lastCheck ? (
        <div className={styles.check}>
          <CheckList label={t('tunnel.test')}>
            <CheckLine look={lastCheck.ok ? 'ok' : 'bad'} aside={formats.when(lastCheck.at, clock.now())}>
              {lastCheck.text}
            </CheckLine>
          </CheckList>
        </div>
      ) : null}
    </>
  );
}
