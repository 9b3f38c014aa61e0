/** The words practice systems put over their columns, by meaning. Data only; compared after folding (columns.ts). Source: peers.md E3. */
import type { ColumnMeaning } from '../../../contract/schedule.ts';

/** Earlier entries win where a header fits two meanings. */
export const headerWords: readonly (readonly [ColumnMeaning, readonly string[]])[] = [
  [
    'externalId',
    [
      'apptguid', 'aptnum', 'apptnum', 'apptid', 'aptid', 'appointmentid', 'appointmentnumber', 'appointmentguid', 'apptnumber', 'visitid',
      'visitnumber', 'bookingid', 'bookingref', 'bookingreference', 'bookingnumber', 'reservationid', 'eventid', 'encounterid', 'sessionid',
      'uid', 'guid', 'uuid', 'id', 'idcita', 'citaid', 'numerodecita', 'nrocita', 'folio', 'terminid', 'terminnummer',
    ],
  ],
  [
    'personId',
    [
      'patnum', 'patid', 'patientid', 'patientnumber', 'patientno', 'patientref', 'chartnumber', 'chartno', 'chartnum', 'chart', 'chartid',
      'mrn', 'clientid', 'clientnumber', 'clientno', 'personid', 'accountnumber', 'accountno', 'acct', 'acctno', 'account', 'medicalrecord',
      'medicalrecordnumber', 'ptid', 'ptno', 'idpaciente', 'pacienteid', 'expediente', 'numerodeexpediente', 'historia', 'historiaclinica',
      'nhc', 'patientennummer', 'patnr',
    ],
  ],
  [
    'givenName',
    [
      'firstname', 'first', 'givenname', 'given', 'fname', 'forename', 'forenames', 'patientfirstname', 'patfname', 'namefirst', 'nombre',
      'nombres', 'primernombre', 'nombredepila', 'vorname',
    ],
  ],
  [
    'familyName',
    [
      'lastname', 'last', 'surname', 'familyname', 'family', 'lname', 'patientlastname', 'patlname', 'namelast', 'apellido', 'apellidos',
      'primerapellido', 'nachname', 'familienname',
    ],
  ],
  [
    'name',
    [
      'name', 'patient', 'patientname', 'patname', 'ptname', 'pt', 'client', 'clientname', 'customer', 'customername', 'displayname',
      'fullname', 'patientfullname', 'lastfirst', 'lastnamefirstname', 'lastnamefirst', 'namelastfirst', 'patientslastfirst', 'patients',
      'owner', 'ownername', 'attendee', 'invitee', 'inviteename', 'bookedby', 'whom', 'paciente', 'nombrepaciente', 'nombredelpaciente',
      'nombrecompleto', 'nombreyapellido', 'nombreyapellidos', 'apellidosynombre', 'apellidoynombre', 'apellidonombre', 'cliente',
      'titular', 'patientin', 'kunde', 'patientenname',
    ],
  ],
  [
    'phone',
    [
      'mobile', 'mobilephone', 'mobilenumber', 'mobileno', 'mobilephonenumber', 'mob', 'cell', 'cellphone', 'cellphonenumber', 'cellnumber',
      'cellno', 'cellular', 'wirelessphone', 'wireless', 'wirelessnumber', 'phonec', 'phonecell', 'phonemobile', 'cphone', 'textnumber',
      'textphone', 'sms', 'smsnumber', 'smsphone', 'movil', 'telefonomovil', 'celular', 'telefonocelular', 'numerocelular', 'numerodecelular',
      'telmovil', 'telcel', 'handy', 'handynummer', 'mobiltelefon', 'mobil', 'mobilnummer',
    ],
  ],
  [
    'phone2',
    [
      'phone', 'phonenumber', 'phoneno', 'phones', 'phonenumbers', 'telephone', 'telephonenumber', 'tel', 'telno', 'homephone', 'home', 'hmphone',
      'homephonenumber', 'homenumber', 'hphone', 'phonehome', 'workphone', 'work', 'wkphone', 'workphonenumber', 'worknumber', 'wphone',
      'phonework', 'phoneh', 'phonew', 'businessphone', 'dayphone', 'daytimephone', 'eveningphone', 'otherphone', 'altphone',
      'alternatephone', 'secondaryphone', 'primaryphone', 'mainphone', 'bestphone', 'preferredphone', 'phone1', 'phone2', 'phone3',
      'contactnumber', 'contactphone', 'contactno', 'contact', 'telefono', 'telefonos', 'telefonocasa', 'telefonodecasa', 'telefonofijo', 'fijo',
      'telefonotrabajo', 'telefonodetrabajo', 'numerodetelefono', 'telefon', 'telefonnummer', 'telefonprivat', 'rufnummer',
    ],
  ],
  [
    'start',
    [
      'aptdatetime', 'apptdatetime', 'appointmentdatetime', 'appointmentdateandtime', 'apptdateandtime', 'datetime', 'dateandtime',
      'datetimeofappointment', 'startdatetime', 'startdateandtime', 'startat', 'startsat', 'scheduledat', 'scheduledfor', 'dtstart',
      'fechahora', 'fechayhora', 'fechahoracita', 'datumuhrzeit', 'datumundzeit',
    ],
  ],
  [
    'time',
    [
      'time', 'appointmenttime', 'appttime', 'apttime', 'starttime', 'begintime', 'timestart', 'timeofappointment', 'timeofday', 'visittime',
      'slot', 'at', 'hora', 'horacita', 'horadelacita', 'horadecita', 'horainicio', 'horadeinicio', 'uhrzeit', 'zeit', 'startzeit',
    ],
  ],
  [
    'date',
    [
      'date', 'apptdate', 'aptdate', 'appointmentdate', 'appointmentday', 'visitdate', 'dateofservice', 'dos', 'dateofappointment', 'day',
      'startdate', 'scheduleddate', 'bookingdate', 'servicedate', 'fecha', 'fechacita', 'fechadelacita', 'fechadecita', 'dia', 'datum',
      'tag', 'termindatum',
    ],
  ],
  ['start', ['start', 'starts', 'begin', 'begins', 'appointment', 'appt', 'apt', 'when', 'from', 'cita', 'inicio', 'beginn', 'termin', 'von']],
  [
    'end',
    ['end', 'ends', 'endtime', 'enddatetime', 'endat', 'endsat', 'finish', 'finishtime', 'stop', 'stoptime', 'stopdatetime', 'until', 'to',
      'dtend', 'fin', 'horafin', 'horadefin', 'hasta', 'ende', 'bis'],
  ],
  [
    'duration',
    ['duration', 'length', 'apptlength', 'appointmentlength', 'minutes', 'mins', 'min', 'durationmin', 'durationminutes', 'durationmins',
      'apptduration', 'lengthmin', 'lengthmins', 'pattern', 'duracion', 'minutos', 'dauer'],
  ],
  [
    'clinician',
    [
      'provider', 'prov', 'provabbr', 'provname', 'providername', 'providercode', 'providerid', 'prov1', 'provnum', 'providers', 'doctor',
      'doctorname', 'dr', 'physician', 'dentist', 'hygienist', 'practitioner', 'practitionername', 'clinician', 'clinicianid',
      'clinicianname', 'cliniciantitle', 'staff', 'staffmember', 'employee', 'resource', 'resourcename', 'with', 'therapist', 'counselor',
      'optometrist', 'vet', 'veterinarian', 'medico', 'doctora', 'profesional', 'especialista', 'dentista', 'terapeuta', 'odontologo',
      'doctores', 'arzt', 'behandler', 'therapeut',
    ],
  ],
  [
    'location',
    [
      'location', 'locationname', 'site', 'clinic', 'clinicname', 'clinicid', 'office', 'officename', 'branch', 'facility', 'facilityname',
      'operatory', 'op', 'operatories', 'room', 'chair', 'department', 'dept', 'practicelocation', 'lugar', 'sede', 'sucursal', 'consultorio',
      'clinica', 'sala', 'ort', 'raum', 'standort', 'filiale', 'zimmer',
    ],
  ],
  [
    'kind',
    [
      'type', 'appointmenttype', 'visittype', 'appttype', 'apttype', 'typeofvisit', 'typeofappointment', 'appointmentreason', 'visitreason',
      'reasonforvisit', 'reason', 'service', 'servicename', 'services', 'procedure', 'procedures', 'proc', 'procdescript', 'treatment',
      'visit', 'event', 'eventtype', 'session', 'category', 'motivo', 'motivodeconsulta', 'motivodelacita', 'tipo', 'tipocita', 'tipodecita',
      'servicio', 'tratamiento', 'terminart', 'art', 'behandlung', 'leistung',
    ],
  ],
  [
    'status',
    [
      'status', 'aptstatus', 'apptstatus', 'appointmentstatus', 'visitstatus', 'bookingstatus', 'confirmationstatus', 'confirmstatus',
      'state', 'confirmed', 'confirmation', 'unconfirmed', 'cancelled', 'canceled', 'arrived', 'checkedin', 'noshow', 'failed', 'attended',
      'completed', 'deleted', 'action', 'estado', 'estadocita', 'estadodelacita', 'estatus', 'confirmado', 'confirmada', 'confirmacion',
      'cancelado', 'cancelada', 'terminstatus',
    ],
  ],
  [
    'language',
    ['language', 'lang', 'preferredlanguage', 'primarylanguage', 'patientlanguage', 'languagepreference', 'spokenlanguage', 'idioma', 'lengua',
      'idiomapreferido', 'sprache'],
  ],
  [
    'consent',
    [
      'consent', 'textconsent', 'smsconsent', 'consenttotext', 'consenttosms', 'oktotext', 'oktosms', 'textok', 'txtok', 'txtmsgok', 'smsok',
      'permissiontosendsms', 'permissiontotext', 'smspermission', 'textpermission', 'allowsms', 'allowtext', 'allowtexts', 'allowtexting',
      'cantext', 'cansendsms', 'acceptssms', 'acceptstexts', 'receivesms', 'receivetexts', 'smsoptin', 'textoptin', 'optin', 'textreminders',
      'smsreminders', 'smsreminder', 'textreminder', 'consentimiento', 'consentimientosms', 'aceptasms', 'permitesms', 'autorizasms',
      'einwilligung', 'smserlaubt',
      'donottext', 'notext', 'notexts', 'nosms', 'optout', 'smsoptout', 'textoptout', 'optedout', 'nodeseasms',
    ],
  ],
]; // prettier-ignore

/**
 * Columns of the person's address, with nothing in front but noise or `homeWords`: "Home ZIP Code" is theirs, "Insurance ZIP" is not.
 * "State" alone is told by its values (columns.ts).
 */
export const addressWords: readonly (readonly ['region' | 'postcode' | 'country', readonly string[]])[] = [
  ['region', ['province', 'stateprovince', 'stateorprovince', 'provincestate', 'stateabbr', 'statecode', 'statename', 'provincia', 'bundesland']],
  [
    'postcode',
    ['zip', 'zipcode', 'zip5', 'postcode', 'postalcode', 'postal', 'postzip', 'zippostal', 'zippostalcode', 'ziporpostalcode', 'zippostcode',
      'postcodezip', 'codigopostal', 'codpostal', 'plz', 'postleitzahl', 'pincode', 'eircode'],
  ],
  ['country', ['country', 'countrycode', 'countryname', 'pais', 'land']],
]; // prettier-ignore

/** Words in front of a column of an address that say whose it is: the person's. */
export const homeWords: readonly string[] = [
  'home', 'mailing', 'address', 'addr', 'residence', 'residential', 'current', 'domicilio', 'direccion', 'wohnort', 'adresse',
]; // prettier-ignore

/** Consent columns that say the opposite: a yes there is a no. */
export const refusalWords: readonly string[] = [
  'donottext', 'notext', 'notexts', 'nosms', 'optout', 'smsoptout', 'textoptout', 'optedout', 'nodeseasms',
]; // prettier-ignore

/** Headers under which the family name comes first although there is no comma. */
export const familyFirstWords: readonly string[] = [
  'lastfirst', 'lastnamefirstname', 'lastnamefirst', 'namelastfirst', 'patientslastfirst', 'apellidosynombre', 'apellidoynombre',
  'apellidonombre',
]; // prettier-ignore

/** Words in front of or behind a header that say nothing by themselves: "Patient Cell Phone #", "Appt. Start Time". */
export const noiseWords: readonly string[] = [
  'patient', 'patients', 'pat', 'pt', 'client', 'appointment', 'appt', 'apt', 'visit', 'booking', 'scheduled', 'the', 'of', 'no', 'num', 'nr',
  'number', 'local', 'primary', 'preferred', 'main', 'del', 'de', 'la', 'el', 'paciente', 'cita', 'optional', 'required',
]; // prettier-ignore

/** Those of them that say whose. */
export const personWords: readonly string[] = ['patient', 'patients', 'pat', 'pt', 'client', 'paciente'];

/**
 * Headers of columns that hold dates, numbers or names of something else: they are never guessed by their values, and a phone
 * among them is never texted.
 */
export const foreignWords: readonly string[] = [
  'dob', 'birth', 'birthdate', 'birthday', 'born', 'nacimiento', 'geburtsdatum', 'age', 'edad', 'sex', 'gender', 'sexo', 'email', 'mail',
  'correo', 'address', 'street', 'city', 'zip', 'postcode', 'postal', 'direccion', 'ciudad', 'fax', 'pharmacy', 'emergency', 'insurance',
  'carrier', 'policy', 'subscriber', 'ssn', 'nhs', 'medicare', 'balance', 'fee', 'amount', 'price', 'cost', 'charge', 'production', 'note',
  'notes', 'comment', 'comments', 'notas', 'created', 'createdat', 'modified', 'updated', 'entered', 'lastvisit', 'nextvisit', 'firstvisit', 'lastappointment', 'lastappt', 'lastseen', 'previous',
  'original', 'recall', 'printed', 'exported', 'referral', 'referring', 'referred', 'employer', 'guarantor', 'responsible', 'spouse',
  'mother', 'father', 'parent', 'guardian', 'school', 'pcp', 'stamp', 'timestamp', 'arrival', 'pet', 'species', 'breed', 'template',
]; // prettier-ignore

/** Whose phone it is, when it is not the patient's. */
export const foreignPhoneWords: readonly string[] = [
  'clinic', 'location', 'office', 'practice', 'provider', 'doctor', 'dr', 'branch', 'facility', 'clinica', 'sede', 'staff',
]; // prettier-ignore
