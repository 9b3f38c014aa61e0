/**
 * What a text is about, word by word, for the second opinion (stopHint.ts): words of one meaning share a theme, so that what was learned from
 * one of them holds for the others. Data only, as words stand in a matching copy; a word with `*` stands for all that begin so. No theme does
 * anything by itself.
 */
export const THEMES: Readonly<Record<string, string>> = {
  end: 'stop stopp* stp stap stahp sto stpo estop quit quits quite quitting cease desist end ends ended halt discontinu* terminat* kill killed finish* finito knock cut shut mute silence hush pause suspend* unplug* disable* deactivat* turn switch flip call pare paren para parar parenle paro alto basta ya acab* termin* suspend* cese cesen cesar detener deteng* dejen deje dejar dejenme apag*',
  out: 'remove* remov* remuev* delete* erase* drop dropped scratch strike struck cross pull pulled unlist* unenroll* disenroll* unregister* exclude* omit purge wipe clear rid ditch free take taken taking off out opt opted exit leave unsub* unscribe unsuscribe desuscri* quitar quit quiten quiteme quitenme quitenlo borr* elimin* sac* saquen retir* baja bajenle afuera salir',
  leave:
    'alone peace tranquil* paz bother* bug bugging pester* harass* hound* disturb* molest* annoy* nuisance lose lost forget olvid* block* bloque*',
  text: 'text* txt* texing texing mesage* message* messag* msg* mesg* sms mms notific* alert* alerts ping pings pinging ding dings dinging buzz buzzing blast* mensaj* recad* texto* aviso* mensajitos wasap whatsapp dm thread',
  remind: 'remind* recordatorio* recuerd*',
  ad: 'promo* promotion* offer* ad ads advert* marketing coupon* deal deals sale sales special specials newsletter* survey* encuesta* birthday voucher* flyer* ofert* publicidad anuncio* cupon* descuento* holiday spam* junk basura blast* campaign*',
  write:
    'send* sent sendin writ* contact* reach* notify hit hear communicat* communic* mand* envi* envien escrib* contact* comuni* poppin popping blow* blowin lleg* lleguen busquen',
  number: 'number numbers # num nbr phone* cell cel celular telefono tel numero movil mobile line device inbox',
  list: 'list lists lista listas system sistema database file files registry program programme service subscription records datos data contacts group roster books directory machine robot bot computer maquina',
  never:
    'never ever again anymore nemore anymor more mas further longer future another henceforth forever nunca jamas vuelvan volver nuevo sigan siguen future onward onwards',
  no: 'no not dont dnt doesnt didnt aint wont cant none nothing nobody neither nor nope nah without no ni sin nada nadie ningun* tampoco never',
  want: 'want* wnt need* wish* care like likes interest* prefer* rather quiero kiero keremos queremos quisiera deseo necesit* interes* gust* desire wanna',
  ask: 'please pls plz plis porfa* por favor kindly appreciate* oblig* grateful agradec* suplic* ruego solicit* request* ask asked asking beg begging demand insist told said repeat* would could favor',
  consent:
    'permission consent* authori* autoriz* permiso agree* signed sign sign-up enroll* subscri* suscri* opted asked gave give pedi pedido',
  mad: 'fuck* fkn wtf tf hell damn damm shit* crap stupid idiot* sick tired fed enough harto harta cansad* sue lawyer* attorney* report* reportados fcc tcpa trai ico dnd complain* complaint* state attorney spam scam* harass* demanda* legal illegal last warning advertencia',
  cost: 'charge* charged cents pay paying plan prepaid prepago cobra* money data bill* unlimited saldo cuesta',
  fright:
    'scare* scared asusta* confus* grief grieving duelo cry cries crying gut wake wakes woke shift sleep asleep kids driving boss class work',
  moved:
    'moved move moving switched changed transfer* longer anymore another different new elsewhere cambie cambio mude mudamos rehomed sold',
  gone: 'passed died death dead deceased funeral buried grave fallecio murio muerto hospice put',
  wrong: 'wrong mistake* equivoc* stranger wasnt isnt someone nobody other owner else',
  call: 'call calls calling called phoned phoning ring rings voicemail* robocall* llam* landline',
  mail: 'mail email* emails letter* letters post postcard* paper envelope* fax* correo portal app',
  visit:
    'appointment* appt* apt appts visit* checkup check-up cleaning cita citas turno consulta booking* slot* spot schedul* resched* horario session* surgery procedure operation xray rays exam canc* cancel*',
  day: 'today tomorrow tmrw tonight monday mon tuesday tue tues wednesday wed thursday thu thurs friday fri saturday sat sunday sun week weeks month months morning afternoon noon lunes martes miercoles jueves viernes sabado domingo hoy manana tarde dia january february march april may june july august september october november december am pm hour hours hora horas',
  medicine:
    'med meds medicine* medication* pill* prescription* refill* refills rx script* scripts antibiotic* dose doses dosage tablet* insulin cream drops metformin statin* inhaler vaccine* vacuna* medicina* pastilla* receta* amoxicilina gabapentin shot shots steroid* injection* treatment* supplement* patch* vitamin*',
  body: 'pain hurts hurting ache* swell* swollen bleeding bleed cough* itch* throw* vomit* puking fever rash dizzy throb* tooth teeth ear eye eyes head stomach heart leg foot knee dolor duele sangr* tos fiebre limp* scratching barking sneez* snor* limping drinking smoking eating vaping biting',
  money:
    'bill billing invoice* payment* balance copay autopay debit insurance aseguranza seguro factura* cobro* collections charge',
  kin: 'mom moms mother mama mum dad dads father papa husband wife son daughter brother sister grandma grandmother granddaughter grandson grandpa aunt uncle neighbour neighbor roommate friend girlfriend boyfriend ex baby kid kids hijo hija esposo esposa abuela abuelo nieta nieto hermano hermana suegra vecina mi',
  pet: 'dog cat puppy kitten horse rabbit pet vet perro gato biscuit',
  joke: 'lol lmao haha* hahaha jaja* jeje* kidding joke joking lolol rofl bromea* broma fr smh',
  keep: 'keep keeps kept continue* still love helpful lifesaver sigan siga start restart resume back glad happy need relying rely only useful',
  thank: 'thank thanks thx ty gracias grax bless bendiga preciate appreciate* cheers grateful',
  if: 'if unless until till when whenever except before after while si cuando hasta salvo excepto',
  why: 'why what how who when where which que como quien cuando donde porque ?',
  past: 'stopped quit was were had did didnt used already yesterday last ago dejo paro paraba',
  driving: 'train bus traffic light corner store gas on way walk* drive* drove parking light',
};
