/** Wishes to get no more texts in the languages of the regions (rules.md 10), and what only looks like one. */
import { describe, expect, it } from 'vitest';
import { ReplyContext } from '../../../src/contract/replies.ts';
import { classify } from '../../../src/main/domain/replies/classify.ts';

const NONE = ReplyContext.parse({});
const ASKED = ReplyContext.parse({ prompt: 'appointment', keys: { C: 'confirm' }, openAppointments: 1 });

const CLEAR: Readonly<Record<string, readonly string[]>> = {
  German: [
    'STOPP',
    'Stopp!',
    'Abmelden',
    'Keine SMS mehr',
    'Bitte keine Nachrichten mehr',
    'Ich möchte keine SMS mehr bekommen',
    'Schicken Sie mir bitte keine weiteren Nachrichten',
    'Schreiben Sie mir nicht mehr',
    'Hören Sie auf, mir SMS zu schicken',
    'Bitte löschen Sie meine Nummer',
    'Streichen Sie mich von Ihrer Liste',
    'Ich will keine Erinnerungen',
  ],
  French: [
    'ARRET',
    'Arrêtez',
    'Désinscription',
    'Plus de SMS svp',
    'Je ne veux plus recevoir de messages',
    'Je ne souhaite plus de SMS',
    "Ne m'envoyez plus de messages",
    'Ne me contactez plus',
    "Arrêtez de m'envoyer des textos",
    'Merci de me désinscrire',
    'Supprimez mon numéro',
    'Retirez-moi de votre liste',
    "Merci de ne plus m'écrire",
  ],
  Italian: [
    'Disiscrivimi',
    'Basta messaggi',
    'Niente più SMS',
    'Non voglio più ricevere messaggi',
    'Non mi mandate più messaggi',
    'Non inviatemi altri SMS',
    'Smettetela di scrivermi',
    'Cancellate il mio numero',
    'Smettete di mandare questi promemoria',
  ],
  Dutch: [
    'Afmelden',
    'Geen berichten meer',
    'Geen sms meer aub',
    'Ik wil geen berichten meer ontvangen',
    'Stuur me geen sms meer',
    'Stop met berichten sturen',
    'Verwijder mijn nummer',
    'Schrijf me uit',
  ],
  'Spanish of Spain': [
    'BAJA',
    'Dadme de baja',
    'No me enviéis más mensajes',
    'Dejad de escribirme',
    'Borradme de la lista',
    'No quiero que me mandéis SMS',
    'Parad ya',
  ],
  'Hindi and Hinglish': [
    'band karo',
    'sms band karo',
    'Please msg band kar do',
    'mujhe message mat bhejo',
    'message mat karo',
    'SMS nahi chahiye',
    'mera number hata do',
    'mujhe pareshan mat karo',
    'reminder mat bhejiye',
    'बंद करो',
    'मुझे मैसेज मत भेजो',
    'मैसेज बंद कीजिए',
    'संदेश नहीं चाहिए',
    'मेरा नंबर हटा दो',
  ],
  'STOP, in other forms': ['STOP to 60006', 'STOP 60006', 'STOPSMS', 'Stop SMS', 'STOP au 36180'],
};

/** About a visit, a condition, a question, a negation, or news that nothing came. */
const OTHER: Readonly<Record<string, readonly string[]>> = {
  German: [
    'Nicht stoppen bitte',
    'Hören Sie bitte nicht auf',
    'Ich habe keine SMS mehr bekommen',
    'Wenn es wieder nachts ist, möchte ich keine SMS mehr',
    'Keine Nachricht erhalten',
    'Keine Zeit morgen',
    'Bitte löschen Sie meinen Termin',
    'Warum schicken Sie mir keine Erinnerungen mehr?',
    'Streichen Sie mich bitte von der Warteliste',
  ],
  French: [
    "Je n'ai plus reçu de messages",
    "Ne m'envoyez pas le formulaire",
    "N'arrêtez pas les rappels",
    'Si je suis guéri je ne veux plus de rappels',
    'Annulez mon rendez-vous',
    'Pourquoi je ne reçois plus de SMS ?',
    "Retirez-moi de la liste d'attente",
  ],
  Italian: [
    'Non ho più ricevuto messaggi',
    'Non cancellate il mio numero',
    "Se cambia l'orario non mandate messaggi la sera",
    'Cancella il mio appuntamento',
    'Non voglio perdere i promemoria',
    'Basta così, grazie',
  ],
  Dutch: [
    'Ik heb geen berichten meer ontvangen',
    'Ik krijg geen berichten meer',
    'Niet stoppen',
    'Verwijder mijn afspraak',
    'Als het niet lukt wil ik geen sms',
  ],
  'Spanish of Spain': ['Cancelad mi cita', 'No me mandéis la receta', 'Cuando acabe el tratamiento no me enviéis SMS'],
  'Hindi and Hinglish': [
    'band mat karo',
    'message band mat karo',
    'message nahi aaya',
    'msg nahi mila',
    'mera number delete mat karo',
    'raat ko message mat bhejo',
    'agar appointment nahi hai to message mat bhejo',
    'dukaan band kab hoti hai',
    'मैसेज बंद मत करो',
    'मैसेज नहीं आया',
  ],
  'STOP, in other forms': ['Is there a stop near 60006?', 'stop 10 mg', 'ende', 'Termin absagen'],
};

describe.each(Object.entries(CLEAR))('clear wishes: %s', (_language, texts) => {
  it.each(texts)('%s', (text) => {
    for (const context of [NONE, ASKED])
      for (const written of [text, text.toUpperCase(), `${text}!`]) {
        expect(classify(written, context)).toMatchObject({ recordsOptOut: true });
      }
  });
});

describe.each(Object.entries(OTHER))('for a person: %s', (_language, texts) => {
  it.each(texts)('%s', (text) => {
    for (const context of [NONE, ASKED])
      expect(classify(text, context)).toMatchObject({ recordsOptOut: false, needsPerson: true });
  });
});

it('a word that people also say about a visit, as an answer about one, is honoured and a person calls', () => {
  expect(classify('Abmelden', NONE).action).toBe('optout');
  expect(classify('Abmelden', ASKED)).toMatchObject({ action: 'optout_flag', mayMeanAppointment: true });
});

it.each(['Lassen Sie mich in Ruhe', 'Ça suffit !', 'Lasciatemi in pace', 'Laat me met rust', 'mat bhejo', 'रोको'])(
  'may mean it, so that automatic texts wait: %s',
  (text) => {
    expect(classify(text, NONE)).toMatchObject({ recordsOptOut: false, action: 'flag_hold' });
  },
);
