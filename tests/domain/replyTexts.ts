/** Invented inbound texts beyond the reference cases, one a line. */
export const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Wordings beyond the reference cases, and mostly not spelled out in any pattern. */
export const OPT_OUTS = lines(`
  stop messaging me
  quit texting me
  Please stop sending me texts
  pls stop txting
  stop these msgs
  STOP ALL MESSAGES
  STOP SENDING
  stop texts
  STOPPPP
  stop 😡
  STOP 🛑
  Stop. Thanks.
  please stop, I am done with this
  I said STOP!
  stop everything
  stop now
  please stop all of this
  you need to stop texting me
  can you stop texting me?
  would you please stop the texts
  No more text
  no more txts please
  don't send me any more messages
  do not contact me
  Do not contact me again
  never text me again
  please dont text
  I told you don't text me
  I don't want you texting me
  I do not want to receive messages
  i no longer want to receive these text messages
  I no longer wish to receive text messages from your office
  I don't want texts
  dont want to be texted
  Take my number off your list
  take me off this
  take me off of your list please
  remove me from your list
  remove me from your texting list
  delete me from your system
  please remove this number
  remove my phone number please
  lose my number
  delete my number
  I want to unsubscribe
  unsubscribe please
  how do I unsubscribe
  I cant unsubscribe from this
  unsubcribe
  opt me out
  I wish to opt out
  I'd like to opt out
  I am opting out
  opt out of all texts
  OPT OUT please
  I withdraw my consent
  I revoke my consent to receive texts
  You do not have my permission to text me
  turn off texts
  turn these reminders off
  cancel all messages
  cancel texts
  end messages
  no texts please
  enough with the texts
  stop bugging me
  quit harassing me
  cease all texts
  I can't stop by, please stop texting me
  My kid is sick. Stop.
  STOP\u200b
  ＳＴＯＰ
  s.t.o.p
  stop texting this number
  Alto por favor
  ya no quiero mas mensajes
  no quiero recibir mensajes
  no quiero más mensajes de ustedes
  dejen de mandarme mensajes
  deje de enviarme textos
  paren de mandar mensajes
  ya no me escriban
  no me envíen más mensajes
  borren mi número
  elimine mi numero por favor
  sáquenme de la lista
  quiero darme de baja
  dame de baja
  cancelar suscripción
  basta de mensajes
  no me molesten más
  no deseo recibir más mensajes
  this number needs to be taken off your list
  I'd appreciate it if you'd stop the text messages
  kindly desist from texting me
  u guys need to quit with the texts
  I asked you to stop texting!!!
  Not interested, stop
  stop. i already told the front desk
  pls unsubscribe my phone
  I want off this list
  get me off this text list
  make it stop with these messages
  do not send me anything else
  don't ever message me
  I don't wish to be contacted by text
  no more reminders thank you
  quit it with the reminders
  stop w the texts pls
  Please discontinue text reminders
  could you remove me from text messages
  I would prefer not to receive texts
  no longer want messages
  plz take this # off ur list
  Do not text this number
  stop sendin me msgs
  dnt text me
  STOP I never signed up
  Stop - wrong person
  por favor dejen de molestarme
  no me escriban mas
  no me manden nada
  quiten mi numero de su lista
  ya no me envien recordatorios
  quiero cancelar los mensajes
  favor de no enviar mas mensajes
  no mas textos por favor
  stop these automated reminders please I have a calendar
  I prefer phone calls, stop the texts
  you can stop reminding me now
  cancel reminders
  Please take this phone number out of your system
  how do i get off this list
  pls do not send any further texts to this phone
  Text messages are not welcome. Stop.
  I am no longer a patient, stop contacting me
  stop blowing up my phone with messages
  I've moved, please remove me from your list
  end these texts
  Delete my number pls
  no thank you, stop
  Stop please and thank you
  STOP!! I mean it
  I do not consent to these messages
  i did not ask for these texts
  do not text or call
  never contact this number again
  turn this off, no more messages
  por favor quitenme de sus mensajes
  no quiero que me manden mensajes
  No me interesa, no manden más mensajes
  dejen de enviar recordatorios
  paren ya
  stop texing me
  sotp texting me
  I want these messages to stop
  these texts need to stop
  make these texts stop
  when will these messages stop
  we want to be removed from your text list
  please opt my number out
  Unsubscribe from all
  stop 2 end
  remove 206-555-0123 from your list
  Stop texting my work phone
  I'm done with these texts, stop
  would like to stop receiving texts
  please cease communication by text
  Please don't send reminders to this number
  remove phone from contact list
  I want to stop getting messages from you guys
  can i be taken off the text list
  text me no more
  do NOT text me ever again!!!!
  you have been told to stop texting
  Unsubscribe me from everything please
  cancel text reminders
  please cancel the text messages
  I choose to opt out
  stop notifications please
  cancele los mensajes por favor
  no quiero sus mensajes
  por favor borre mi numero de telefono
  deja de escribirme
  alto a los mensajes
  How can I stop getting these?
  How do I make these stop
  I don't want any of these
  STOP TXT
  stop msg
`);

/** Contain the words, mean something else. Never an opt-out. */
export const NOT_OPT_OUTS = lines(`
  I'll stop in tomorrow to pick up my glasses
  Can I stop at the front desk first?
  please don't stop texting me, it helps
  I don't want to unsubscribe
  do not remove me from the list
  Should I quit smoking before the surgery?
  When can I stop taking the blood thinner
  the bleeding stopped an hour ago
  I never got your text
  You never text me back
  I didn't get a message about my appointment
  Please text me when you are ready
  can you send the message again
  why don't you text me the address
  My phone stopped working last week
  Please remove my stitches on Friday
  The end of the week is fine
  I want to cancel my appointment
  please cancel my appt for tomorrow
  can you cancel my visit and text me new times
  I quit my job so my insurance changed
  Para mañana está bien
  No puedo ir mañana
  no me cancelen la cita
  I need to opt out of the dental plan
  Can you stop the refill at CVS?
  It won't stop hurting
  I didn't mean to say stop
  What is the next stop on the bus line
  shop
  top
  My appointment is cancelled?
  Do I need to stop my aspirin
  I will end up being late
  the text said 3pm but my card says 4
  I removed the bandage is that ok
  please remove the old insurance from my file
  end of day works
  text me when the prescription is ready
  I can't quit coughing
  please send the messages to my wife, she handles it
  Could you send fewer messages
  I have no texts from you about the change
  did you stop taking Cigna
  my son will quit the trial
  my texts are not going through
  the messages stopped, please resume
  I want to remove a mole
  can we end the session early
  do you stop accepting patients at 5
  what happens if i quit the medication
  Please stop my refill of lisinopril
  my mom's number is off by one digit
  please message me the form
  the doctor told me to stop the pill
  I would rather not drive at night
  is the list of forms online
  take the stitches off this week
  I don't want to miss my appointment, text me
  no message from the doctor yet
  can you stop by the house
  my insurance will end in May
  Please cancel my Friday visit but keep Monday
  where does the shuttle stop
  Take me off the medication please
  is it normal that the swelling does not stop
  the reminder said Tuesday
  I opted out of the vaccine
  don't text my husband the results, text me
  Do not cancel me
  I want no pain meds
  Is there parking?
`);

export const SUSPECTED = lines(`
  why do you keep texting me
  who gave you my number
  I never signed up for this
  this is spam
  I will report you
  too many texts
  don't call me
  stop it with the attitude
  I'm not interested
  no me interesa
  déjenme en paz
  remove me from Friday
`);
