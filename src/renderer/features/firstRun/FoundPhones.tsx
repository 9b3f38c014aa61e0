/** "Phones on your network": the one in use, those a search has found, and typing the address. Searches only when asked. */
import { Keyboard, RefreshCw, Smartphone } from 'lucide-react';
import { useId } from 'react';
import type { ReactNode } from 'react';
import type { FoundPhone, GatewaySummary } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { cx } from '../../ui/cx.ts';
import type { PhoneSearch } from '../gateways/index.ts';
import styles from './Phone.module.css';

/** Which row is chosen: an address of the list, or null to type one. */
export type PhoneChoice = string | null;

export interface FoundPhonesProps {
  readonly gateway: GatewaySummary | undefined;
  readonly search: PhoneSearch;
  readonly choice: PhoneChoice;
  readonly onChoose: (choice: PhoneChoice) => void;
}

export function FoundPhones({ gateway, search, choice, onChoose }: FoundPhonesProps) {
  const t = useT();
  const id = useId();
  const looking = search.state === 'looking';
  const look = async (): Promise<void> => {
    const found = await search.look();
    const fit = found?.phones.find(({ problem }) => problem === null);
    if (fit && choice === null) onChoose(fit.address);
  };
  const rest = search.found?.phones.filter(({ address }) => address !== gateway?.address) ?? [];
  return (
    <div className={styles.found}>
      <div className={styles.foundHead}>
        <h2 id={id}>{t('setup.phone.onNetwork')}</h2>
        <Button
          variant="ghost"
          size="small"
          icon={<RefreshCw size={12} aria-hidden="true" />}
          disabled={looking}
          onClick={() => void look()}
        >
          {t(search.state === 'idle' ? 'gateways.find.look' : 'gateways.find.again')}
        </Button>
      </div>
      <div role="radiogroup" aria-labelledby={id} className={styles.list}>
        {gateway ? (
          <Row
            name={id}
            checked={choice === gateway.address}
            onChoose={() => onChoose(gateway.address)}
            title={gateway.label}
            detail={gateway.address}
            chip={<Chip tone="ok">{t('setup.phone.inUse')}</Chip>}
          />
        ) : null}
        {rest.map((phone) => (
          <FoundRow
            key={phone.address}
            name={id}
            phone={phone}
            checked={choice === phone.address}
            onChoose={() => onChoose(phone.address)}
          />
        ))}
        <Row name={id} typed checked={choice === null} onChoose={() => onChoose(null)} title={t('setup.phone.type')} />
      </div>
      <SearchState search={search} others={gateway !== undefined} />
    </div>
  );
}

interface FoundRowProps {
  readonly name: string;
  readonly phone: FoundPhone;
  readonly checked: boolean;
  readonly onChoose: () => void;
}

function FoundRow({ phone, ...row }: FoundRowProps) {
  const t = useT();
  const [host = phone.address, port = '8080'] = phone.address.split(':');
  const facts = [
    t('gateways.find.at', { host, port }),
    ...(phone.usb === true ? [t('gateways.find.usb')] : []),
    ...(phone.batteryPercent === null ? [] : [t('gateways.find.battery', { percent: phone.batteryPercent })]),
  ];
  return (
    <Row
      {...row}
      title={t('gateways.find.name', { version: phone.version })}
      detail={facts.join(', ')}
      chip={
        phone.problem === null ? (
          <Chip tone="ok">{t('gateways.find.found')}</Chip>
        ) : (
          <Chip tone="warn">{t('gateways.find.unfit')}</Chip>
        )
      }
    />
  );
}

interface RowProps {
  readonly name: string;
  readonly checked: boolean;
  readonly onChoose: () => void;
  readonly title: string;
  readonly detail?: string;
  readonly chip?: ReactNode;
  readonly typed?: boolean;
}

function Row({ name, checked, onChoose, title, detail, chip, typed = false }: RowProps) {
  const Icon = typed ? Keyboard : Smartphone;
  return (
    <label className={cx(styles.foundRow, checked && styles.chosen)}>
      <input type="radio" name={name} checked={checked} onChange={onChoose} />
      <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
      <span className={styles.foundWords}>
        <b>{title}</b>
        {detail ? <span>{detail}</span> : null}
      </span>
      {chip}
    </label>
  );
}

interface SearchStateProps {
  readonly search: PhoneSearch;
  /** A phone is in use: only others are news. */
  readonly others: boolean;
}

function SearchState({ search, others }: SearchStateProps) {
  const t = useT();
  const { state, found, error } = search;
  const words: string[] = [];
  if (state === 'looking') words.push(t('gateways.find.looking'));
  if (state === 'failed' && error !== null) words.push(error);
  if (state === 'done' && found) {
    if (found.phones.length === 0 && others) words.push(t('gateways.find.noOther'));
    else if (found.phones.length === 0) words.push(t('gateways.find.none'), t('gateways.find.noneHelp'));
    if (!found.complete) words.push(t('gateways.find.incomplete'));
    for (const { reason, text } of found.skipped) if (reason === 'tooLarge') words.push(text);
  }
  return (
    <p role="status" className={styles.searching}>
      {words.join(' ')}
    </p>
  );
}
