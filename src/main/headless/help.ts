/** The words of `deskbell --help`. */

export const help = `Deskbell, the front-desk texting console

  deskbell serve [--demo] [--data-dir DIR] [--port N] [--host H] [--no-open] [--json]
      Runs Deskbell on this computer and shows it in a browser. --demo shows an invented practice with a simulated
      phone. --json prints one line with url, loginUrl, dataDir and pid when it is ready.
      Only this computer can reach it. Another --host also needs --insecure-lan: without encryption, anyone on that
      network can read what is sent.
  deskbell login
      Prints a new sign-in link for a browser.
  deskbell call PROCEDURE [JSON]
      Calls one procedure of the running Deskbell and prints its result as JSON.
  deskbell call --batch
      Reads lines {"procedure":"...","input":{...}} from standard input, prints one line for each, in order.
  deskbell import FILE [--dry-run] [--confirm CODE,...]
      Brings in a schedule: a list, Excel, a calendar, HL7 v2 or FHIR. --dry-run only says what would change. A list that
      looks wrong is refused with the codes of what to look at; --confirm with these codes adds it after you looked.
  deskbell backup FILE
      Writes an encrypted, checked copy of everything.
  deskbell verify
      Checks the audit trail and the database file.
  deskbell recover
      Unlocks data with the recovery code, read from standard input.
  deskbell restore FILE [--yes]
      Puts a backup in the place of the data, also on a new computer. Says what would be lost; does it with --yes.
      The recovery code is read from standard input where it is needed. Deskbell must not be running.
  deskbell passphrase
      Sets, changes or (by an empty line) removes a passphrase without which the data cannot be opened on this computer.
      Reads the one of now, if there is one, and the new one, a line each, from standard input. Then start with
      DESKBELL_PASSPHRASE_FILE set to a file that holds it, or type it when asked.
  deskbell bench [--json]
      Measures this installation.

  --data-dir DIR    where the data lives (also DESKBELL_DATA_DIR); --help, --version
`;
