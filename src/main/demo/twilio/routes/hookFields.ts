/** Reading webhook settings out of a form: addresses, methods and switches, each unchanged when absent. */
import { TwilioError } from '../apiError.ts';

/** A web address or an empty text. Throws 21502 for anything else. */
export function checkedUrl(form: URLSearchParams, name: string, current: string): string {
  const url = form.get(name);
  if (url === null || url === '') return url ?? current;
  if (!URL.canParse(url) || !/^https?:\/\//.test(url)) throw new TwilioError(21502, `${name} is not a valid URL`);
  return url;
}

/** GET or POST. Throws 21403 for anything else. */
export function checkedMethod(form: URLSearchParams, name: string, current: string): string {
  const method = form.get(name)?.toUpperCase() ?? current;
  if (method !== 'GET' && method !== 'POST') throw new TwilioError(21403, `${name} must be GET or POST`);
  return method;
}

/** `true` or `false`. */
export function checkedFlag(form: URLSearchParams, name: string, current: boolean): boolean {
  const text = form.get(name);
  return text === null ? current : text === 'true';
}
