/**
 * The parts that words play in a wish to get no more texts, so that a wish is found by how it is built and not by its wording. Data only;
 * the frames are in optOutFrames.ts. Words as they stand in a matching copy. A word that is in no list stands for something else.
 */

/** One letter for each part; the letters are what the frames are written in. */
export const ROLE_WORDS: Readonly<Record<string, string>> = {
  // To end something: `s` alone is an order, `e` has to say what.
  s: 'stop stopp stahp cease desist halt discontinue paren pare',
  e: 'stopping quit quitting disable deactivate kill suspend terminate silence mute shut turn switch paro parar parenle parele detener detenga detengan suspender suspenda suspendan desactivar desactive desactiven apaguen apague eliminen',
  E: 'enough basta',
  B: 'bother bug annoy pester disturb harass bothering bugging molesten moleste',
  W: 'unwanted unsolicited unwelcome',
  // What texts may be not: an answer to them as a whole.
  V: 'welcome appreciated tolerated acceptable',
  // To take a permission back.
  R: 'revoke revokes revoking revoked withdraw withdraws withdrawing withdrew rescind rescinding retract retracting',
  F: 'wife wifes husband husbands mom moms mother mothers dad dads father fathers daughter daughters son sons kid kids child childs parents family hija hijo esposa esposo mama papa',
  q: 'deje dejen dejes deja pararan dejaran',
  // To take somebody out of something.
  r: 'remove removed delete deleted erase drop unenroll disenroll unregister deregister unlist delist exclude',
  k: 'take taken pull cross scratch strike leave pulled struck quite quiten borre borren saque saquen elimine retire retiren quitar borrar sacar quitarme borrarme sacarme eliminarme quitarnos',
  n: 'no not dont doesnt do_not does_not never dnt no_longer shouldnt neednt nor nunca ni sin jamas refuse nobody nadie nada',
  // In the past: it tells what did not happen, unless it is about wanting.
  h: 'didnt did_not hasnt havent wasnt',
  m: 'more further additional mas',
  // Texts, and writing them.
  t: 'text texts texting texted textin txt txts txting txtin txtng texing message messages messaging messaged msg msgs sms mms reminder reminders reminding remind notification notifications notify alert alerts contact contacted contacting communication communications correspondence promo promos promotion promotions ad ads offer offers marketing newsletter mensaje mensajes mensajito mensajitos texto textos recordatorio recordatorios notificacion notificaciones aviso avisos promociones publicidad mensajeria',
  v: 'communicate contacten recuerden recuerde send sending write writing spam spamming mande manden mandes mandar mandarme mandando envie envien envies enviar enviarme enviando escriba escriban escribas escribir escribirme escribirnos escribiendo textear textearme textee texteen lleguen llegue contacte contacten contactar contactarme moleste molesten molestar molestarme',
  w: 'want wants wanting wanted needed need needs wish wishes desire agree agreed authorize request requested ask asked sign signed subscribe subscribed wanna accept quiero queremos quiere deseo desea deseamos necesito necesita interesa autorizo autoriza acepto pedi',
  // Leave to write to them.
  A: 'allowed authorized authorised authorization authorisation approval permission permiso consent consentimiento autorizacion autorizado autorizados permitted',
  U: 'use using usar usen use',
  X: 'exit salir salirme salgo salirse',
  K: 'comfortable interested happy cool fine',
  N: 'only solo solamente unicamente',
  g: 'get gets getting receive receives receiving be being have recibir reciba recibiendo tener seguir siga sigan que gave give di dio tienen tiene',
  // The one who gets them, and where.
  p: 'me us mine myself nos my our mi phone phones cell number mobile cellphone landline numero telefono celular hash his her him their les mis contacto',
  j: 'i we im id ive weve',
  y: 'you youre your u yall ustedes usted they these',
  f: 'from off out of de del',
  O: 'opt opted opting',
  L: 'lose loose forget',
  l: 'list lists system database records file files contacts lista listas sistema registro contactos',
  i: 'if',
  z: 'in w con by via through over with',
  u: 'on back',
  b: 'than',
  x: 'prefer rather instead better best mejor prefiero preferimos appreciate',
  c: 'call calls calling email emails mail llamada llamadas llame llamen llameme llamenme llamarme correo',
  a: 'say said saying tell telling told repeat repeating',
  // What may stand anywhere without changing the wish.
  d: 'but pero both is are am es son pleas para this that those them it the any anymore please pls plz just to all again now ok okay ur such so every each ever here already for a an hey hi hello ty thanks thank kindly immediately or can could would should guys people seriously one last time times keep keeping and too por favor ya los las el la estos esos esta este su sus hasta ahora mismo gracias automated automatic appointment stuff things office service anything has must might do',
};

/** Real words a slip away from one of the above. */
export const REAL_WORDS: ReadonlySet<string> = new Set(
  'massage massages cancer remote bending mending pending lending tending spending contract texture tested testing resting nesting removal officer coffers sister recover trying crying refers letter letters butter retired deleted'.split(
    ' ',
  ),
);
