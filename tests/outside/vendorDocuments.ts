/**
 * Twilio's OpenAPI documents made fit for a check: cut down to the addresses we use, patched, and put together into one, as
 * DESKBELL_TWILIO_API_URL puts Twilio's hosts together. Pure; the documents are the vendor's and are never kept in this repository.
 */
import { OpenApiDocument, operationsOf } from './documentModel.ts';
import { FALSE_ALARMS, MEDIA_RECORD, TIGHTENINGS } from './falseAlarms.ts';

/** A document of the vendor's, and what we use of it. */
export interface Source {
  readonly file: string;
  /** Before its paths, where one address stands for all hosts. */
  readonly prefix: string;
  readonly paths: readonly string[];
}

const ACCOUNT = '/2010-04-01/Accounts/{AccountSid}';
export const SOURCES: readonly Source[] = [
  {
    file: 'twilio_api_v2010.json',
    prefix: '',
    paths: [
      '/2010-04-01/Accounts/{Sid}.json',
      `${ACCOUNT}/Balance.json`,
      `${ACCOUNT}/IncomingPhoneNumbers.json`,
      `${ACCOUNT}/IncomingPhoneNumbers/{Sid}.json`,
      `${ACCOUNT}/Messages.json`,
      `${ACCOUNT}/Messages/{Sid}.json`,
      `${ACCOUNT}/Messages/{MessageSid}/Media.json`,
      MEDIA_RECORD,
    ],
  },
  {
    file: 'twilio_messaging_v1.json',
    prefix: '/messaging',
    paths: [
      '/v1/Services/{Sid}',
      '/v1/Services/{ServiceSid}/PhoneNumbers',
      '/v1/Services/{MessagingServiceSid}/Compliance/Usa2p',
      '/v1/a2p/BrandRegistrations',
      '/v1/Tollfree/Verifications',
    ],
  },
  {
    file: 'twilio_verify_v2.json',
    prefix: '/verify',
    paths: ['/v2/Services/{ServiceSid}/Verifications', '/v2/Services/{ServiceSid}/VerificationCheck'],
  },
  { file: 'twilio_accounts_v1.json', prefix: '/accounts', paths: ['/v1/Messaging/GeoPermissions'] },
];

/** The part of one document that concerns us. Throws a plain sentence when `text` is not that document. */
export function cutDocument({ file, prefix, paths }: Source, text: string): OpenApiDocument {
  // Names of components are unique in a document only.
  const space = file.replace(/\.json$/, '.');
  const apart = text.replace(/"#\/components\/(schemas|parameters)\//g, `$&${space}`);
  const whole = OpenApiDocument.safeParse(parseJson(apart)).data;
  if (whole === undefined) throw new Error(`${file} is no OpenAPI document.`);
  const missing = paths.filter((path) => whole.paths[path] === undefined);
  if (missing.length > 0) throw new Error(`${file} does not have ${missing.join(', ')}.`);
  const kept = Object.entries(whole.paths).filter(([path]) => paths.includes(path));
  const { schemas = {}, parameters = {}, ...others } = whole.components;
  return {
    ...whole,
    paths: Object.fromEntries(kept.map(([path, item]) => [prefix + path, item])),
    components: { ...others, schemas: renamed(schemas, space), parameters: renamed(parameters, space) },
  };
}

function renamed(components: Readonly<Record<string, unknown>>, space: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(components).map(([name, one]) => [space + name, one]));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** One document of several, patched. */
export function joinDocuments(documents: readonly OpenApiDocument[]): OpenApiDocument {
  const joined: OpenApiDocument = {
    openapi: '3.0.1',
    info: { title: 'Twilio', version: '1' },
    paths: {},
    components: {},
  };
  for (const { paths, components } of documents) {
    Object.assign(joined.paths, paths);
    for (const [kind, named] of Object.entries(components)) {
      joined.components[kind] = { ...joined.components[kind], ...named };
    }
  }
  return [...FALSE_ALARMS, ...TIGHTENINGS].reduce((document, patch) => patch.apply(document), joined);
}

/**
 * Names in a query or a form that the document does not have for this address. Prism reads only those it knows, and Twilio ignores the rest
 * without a word (twilio-node#223).
 */
export function unknownNames({ paths }: OpenApiDocument, method: string, url: URL, form: URLSearchParams): string[] {
  const item = Object.entries(paths).find(([path]) => matches(path, url.pathname))?.[1];
  const operation = operationsOf(item).find(([name]) => name === method.toLowerCase())?.[1];
  if (operation === undefined) return [];
  const inQuery = operation.parameters.filter((one) => one.in === 'query').map((one) => one.name);
  const forms = Object.values(operation.requestBody?.content ?? {});
  const inForm = forms.flatMap(({ schema }) => Object.keys(schema.properties));
  return [...strangers(url.searchParams, inQuery, 'query'), ...strangers(form, inForm, 'body')];
}

function strangers(fields: URLSearchParams, known: readonly (string | undefined)[], place: string): string[] {
  return [...new Set(fields.keys())].filter((name) => !known.includes(name)).map((name) => `${place}.${name}`);
}

function matches(path: string, pathname: string): boolean {
  const pattern = path
    .split(/\{[^}]+\}/)
    .map((part) => part.replaceAll('.', '[.]'))
    .join('[^/]+');
  // `{Sid}.json` and `{Sid}` are different addresses.
  return new RegExp(`^${pattern}$`).test(pathname) && path.endsWith('.json') === pathname.endsWith('.json');
}
