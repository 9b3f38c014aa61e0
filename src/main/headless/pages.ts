/** The few pages a person sees without a session. Plain text on a plain page, nothing about the practice in it. */

/** For someone who is not signed in. */
export const signInPage = page(
  'Sign in to Deskbell',
  'Open the sign-in link that Deskbell printed when it started. Each link works once; for a new one, run ' +
    '<code>deskbell login</code> on the computer where Deskbell runs.',
);

/** For a link that was used before, is too old, or was never one. */
export const badLinkPage = page(
  'This link does not work any more',
  'Each sign-in link works once and for one hour. For a new one, run <code>deskbell login</code> on the computer ' +
    'where Deskbell runs.',
);

export const throttledPage = page('Too many tries', 'Wait a minute, then open the newest sign-in link.');

export const notBuiltPage = page(
  'The screens are not built',
  'Deskbell runs, but its screens are missing from this installation. Run <code>npm run build</code>, then reload.',
);

export const notFoundPage = page('There is nothing here', 'Go to <a href="/">Deskbell</a>.');

function page(title: string, html: string): string {
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
    `<meta name="color-scheme" content="light dark"><title>${title}</title></head>` +
    `<body><main><h1>${title}</h1><p>${html}</p></main></body></html>`
  );
}
