/** What pages may not do, set once for every page that ever comes into being: leave, open windows, ask for permissions. */
import type { App, Session, WebContents } from 'electron';
import { APP_ORIGIN } from './appScheme.ts';

/** Denies navigation, new windows and webviews to all web contents. */
export function confinePages(app: Pick<App, 'on'>): void {
  app.on('web-contents-created', (_event, contents) => confine(contents));
}

function confine(contents: WebContents): void {
  const stay = (event: { preventDefault(): void }, url: string): void => {
    if (!isOwnPage(url)) event.preventDefault();
  };
  contents.on('will-navigate', (event) => stay(event, event.url));
  contents.on('will-redirect', (event) => stay(event, event.url));
  contents.on('will-frame-navigate', (event) => stay(event, event.url));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** What a page of ours may do beyond showing itself: put text into the clipboard, and empty it again a minute later. It may not read it. */
const ALLOWED: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** Denies every other permission (camera, notifications, devices), asked for or merely checked, and every one to strangers. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, decide) =>
    decide(ALLOWED.has(permission) && isOwnPage(contents.getURL())),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => ALLOWED.has(permission) && isOwnPage(origin));
  session.setDevicePermissionHandler(() => false);
}

/** Reloading our own page is no navigation away. Parsed, not compared as text: `app://deskbell.example` is a stranger. */
export function isOwnPage(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}` === APP_ORIGIN;
}
