/**
 * What the words practice systems put into a status column mean, in English, Spanish and German. A word that is not here is asked about
 * once and remembered (peers.md E4.7): it is never guessed. Pure.
 */
import type { StatusMeaning } from '../../../contract/schedule.ts';
import { fold } from './fold.ts';

const words: Readonly<Record<StatusMeaning, readonly string[]>> = {
  booked: [
    'scheduled', 'booked', 'active', 'new', 'open', 'pending', 'asap', 'reserved', 'made', 'set', 'standard', 'normal', 'future',
    'unconfirmed', 'notconfirmed', 'tentative', 'notcalled', 'notyetcalled', 'leftmessage', 'leftmsg', 'lm', 'lvm', 'leftvoicemail',
    'voicemail', 'noanswer', 'called', 'texted', 'emailed', 'smssent', 'textsent', 'emailsent', 'messagesent', 'reminded', 'remindersent',
    'rescheduled', 'moved', 'changed', 'modified', 'updated', 'update', 'add', 'added', 'firm', 'appointment', 'toconfirm', 'requested',
    'sched', 'appt', 'unverified',
    'programada', 'programado', 'agendada', 'agendado', 'reservada', 'reservado', 'pendiente', 'sinconfirmar', 'noconfirmada',
    'noconfirmado', 'porconfirmar', 'activa', 'activo', 'reprogramada', 'reprogramado', 'nueva', 'citada', 'citado',
    'gebucht', 'geplant', 'offen', 'unbestatigt', 'vereinbart',
  ],
  confirmed: [
    'confirmed', 'confirm', 'conf', 'econfirmed', 'preconfirmed', 'smsconfirmed', 'textconfirmed', 'emailconfirmed', 'apptconfirmed',
    'appointmentconfirmed', 'confirmedbytext', 'confirmedbyphone', 'confirmedbyemail', 'accepted',
    'confirmada', 'confirmado', 'bestatigt',
  ],
  arrived: [
    'arrived', 'here', 'checkedin', 'checkin', 'inroom', 'roomed', 'waiting', 'waitingroom', 'inwaitingroom', 'intreatment', 'inchair',
    'seated', 'inoperatory', 'inprogress', 'inoffice', 'ready', 'withprovider', 'started',
    'llego', 'llegada', 'llegado', 'ensala', 'ensaladeespera', 'presente', 'encurso', 'eingetroffen', 'wartezimmer', 'angekommen',
  ],
  done: [
    'complete', 'completed', 'done', 'finished', 'seen', 'checkedout', 'checkout', 'attended', 'fulfilled', 'kept', 'showed',
    'billed', 'invoiced', 'treated', 'walkedout', 'departed', 'discharged',
    'realizada', 'realizado', 'completada', 'completado', 'atendida', 'atendido', 'finalizada', 'finalizado', 'asistio',
    'erledigt', 'abgeschlossen', 'wahrgenommen',
  ],
  missed: [
    'noshow', 'missed', 'failed', 'failedtoattend', 'fta', 'dna', 'didnotattend', 'didnotshow', 'didnotarrive', 'absent', 'ns', 'noshowed',
    'leftwithoutbeingseen', 'lwbs', 'nosepresento', 'noasistio', 'ausente', 'inasistencia', 'falto',
    'perdida', 'nichterschienen', 'versaumt',
  ],
  cancelled: [
    'cancelled', 'canceled', 'cancel', 'cxl', 'cx', 'cxld', 'canc', 'broken', 'deleted', 'delete', 'removed', 'void', 'voided', 'declined',
    'enteredinerror', 'rejected', 'withdrawn', 'bumped', 'cancelledbypatient', 'canceledbypatient', 'patientcancelled', 'patientcanceled',
    'cancelledbyprovider', 'canceledbyprovider', 'cancelledbyoffice', 'canceledbyoffice', 'officecancelled', 'latecancel', 'latecancelled',
    'latecanceled', 'latecancellation', 'cancellation', 'cancelledlate', 'brokenappt', 'brokenappointment',
    'cancelada', 'cancelado', 'anulada', 'anulado', 'eliminada', 'eliminado', 'storniert', 'abgesagt', 'geloscht',
  ],
  notAVisit: [
    'planned', 'unschedlist', 'unscheduled', 'unscheduledlist', 'waitlist', 'waitinglist', 'onwaitlist', 'proposed', 'ptnote',
    'ptnotecompleted', 'note', 'block', 'blocked', 'blockout', 'hold', 'onhold', 'recall', 'recalldue', 'template', 'draft', 'inquiry',
    'shortcall', 'shortnotice', 'quickfill', 'tobescheduled', 'notscheduled', 'event', 'lunch', 'break', 'unavailable', 'busy',
    'listadeespera', 'enespera', 'bloqueada', 'bloqueado', 'sinprogramar', 'warteliste', 'gesperrt',
  ],
}; // prettier-ignore

const meanings: ReadonlyMap<string, StatusMeaning> = new Map(
  (Object.keys(words) as StatusMeaning[]).flatMap((meaning) => words[meaning].map((word) => [word, meaning] as const)),
);

/** By folded word, what a person said about it. */
export type ChosenStatuses = Readonly<Record<string, StatusMeaning>>;

/** What a word means: as chosen, as known; undefined for a word nobody has explained yet. */
export function meaningOfStatus(raw: string, chosen: ChosenStatuses): StatusMeaning | undefined {
  const folded = fold(raw);
  if (folded === '') return 'booked';
  return (Object.hasOwn(chosen, folded) ? chosen[folded] : undefined) ?? meanings.get(folded) ?? withoutRemark(raw);
}

/** "Cancelled - sick", "Confirmed (text, 1/3)": the word before the remark, where it is known. */
function withoutRemark(raw: string): StatusMeaning | undefined {
  const head = /^\s*([\p{L}][\p{L}\s]*?)\s*(?:[-–:(,/]|\d)/u.exec(raw)?.[1];
  return head === undefined ? undefined : meanings.get(fold(head));
}

/** Whether a value is one of the words of a status column, beyond "yes" and "no". */
export function looksLikeStatus(value: string): boolean {
  const folded = fold(value);
  return folded.length > 2 && meanings.has(folded);
}

/** The meaning a header stands for when its column only says yes or no: "Cancelled", "Arrived", "No show". */
export function flagOfHeader(header: string): StatusMeaning | undefined {
  const meaning = meanings.get(fold(header));
  return meaning === 'booked' || meaning === 'notAVisit' ? undefined : meaning;
}
