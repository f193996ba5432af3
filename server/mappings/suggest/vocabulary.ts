/**
 * What the trade calls things, in the languages that CRMs are kept in most: by meaning, the names that stand for it.
 * Meanings of the built-in source fields bear their keys. Names go through the same cleaning as labels do, so case,
 * accents, plurals, “of” and “the” do not matter here.
 */
export const everywhere: Readonly<Record<string, string>> = {
  email:
    'email | e mail | mail | email address | mail address | e mail adresse | mail adresse | emailadresse | adresse email | adresse mail | adresse e mail | courriel | correo | correo electronico | direccion email | endereco email | indirizzo email | primary email | main email | email id',
  workEmail: 'work email | business email | corporate email | office email | email professionnel',
  phone:
    'phone | phone number | telephone | telephone number | contact number | contact phone number | phone no | primary phone | main phone | telefon | telefonnummer | rufnummer | numero telephone | telefono | numero telefono | telefone | numero telefone | telefoon | phonenumber',
  workPhone:
    'work phone | business phone | office phone | direct phone | daytime phone | work telephone | business telephone | phone work | phone office | business phone number | work phone number | direct dial | telefon geschaftlich | telefon arbeit | telephone professionnel | telefone comercial | telefono trabajo',
  mobile:
    'mobile | mobile phone | mobile number | mobile phone number | cell | cell phone | cell number | cellphone | mobilephone | mobiltelefon | mobilnummer | handy | handynummer | handy nummer | portable | telephone portable | telephone mobile | movil | telefono movil | celular | telemovel | telefone celular | mobil | smartphone',
  fax: 'fax | fax number | faxnummer | telecopie',
  firstName:
    'first name | firstname | given name | forename | vorname | prenom | nombre | primer nombre | nome | primeiro nome | fname',
  lastName:
    'last name | lastname | surname | family name | nachname | familienname | nom | nom famille | apellido | primer apellido | sobrenome | apelido | lname',
  company:
    'company | company name | organization | organization name | business name | account name | employer | companyname | firm | firma | firmenname | firmname | unternehmen | unternehmensname | entreprise | nom entreprise | nom societe | societe | empresa | nombre empresa | nome empresa | azienda | employer name | company organization',
  jobTitle:
    'job title | jobtitle | title | position | job position | role | job role | designation | job | position title | role title | titel | position funktion | funktion | jobtitel | stellenbezeichnung | berufsbezeichnung | stelle | rolle | poste | intitule poste | fonction | cargo | puesto | puesto trabajo | titulo | funcao | qualifica',
  website:
    'website | website url | web site | web site url | web | homepage | home page | url | web address | webpage | web page | webseite | internetseite | internetadresse | site web | site internet | url site | sitio web | pagina web | website address | websiteurl | company website | company url | company website url | corporate website | firmenwebseite | business website',
  domain: 'domain | company domain | company domain name | domain name | website domain | web domain',
  city: 'city | town | city town | town city | city name | stadt | ort | wohnort | ville | ciudad | cidade | localidad | citta | municipality',
  mailingCity:
    'mailing city | postal city | address city | business city | work city | ort postanschrift | stadt postanschrift',
  country:
    'country | country region | country name | land | pays | pais | nation | country territory | landname | paese',
  mailingCountry:
    'mailing country | address country | business country | work country | postal country | land postanschrift',
  state:
    'state | province | state province | state region | bundesland | etat | provincia | estado | departement region',
  mailingState: 'mailing state | mailing state province | address state',
  zip: 'zip | zip code | zip postal code | postal code | postcode | post code | zipcode | plz | postleitzahl | code postal | codigo postal | cep | postalcode | zip code postal code',
  mailingZip: 'mailing zip | mailing postal code | mailing zip postal code | mailing zip code | address zip',
  street:
    'street | street address | address | address line | strasse | strasse hausnummer | anschrift | adresse | rue | direccion | endereco | calle | street name',
  mailingStreet: 'mailing street | mailing address | address street',
  industry:
    'industry | sector | industry sector | sector industry | industry type | business sector | vertical | industry vertical | branche | industrie | wirtschaftszweig | secteur | secteur activite | industria | setor | ramo | industry segment | sector actividad | ramo atividade | industryname',
  teamSize:
    'team size | company size | employee | number employee | employee number | employee count | employee range | number employee range | count employee | size company | size team | headcount | head count | company headcount | staff size | staff count | staff | workforce size | organization size | business size | mitarbeiter | mitarbeiterzahl | mitarbeiteranzahl | mitarbeitende | anzahl mitarbeiter | anzahl mitarbeitende | zahl mitarbeiter | unternehmensgrosse | firmengrosse | teamgrosse | effectif | nombre employe | nombre salarie | nombre collaborateur | taille entreprise | taille equipe | taille societe | numero empleado | cantidad empleado | tamano empresa | tamano equipo | numero funcionario | tamanho empresa | tamanho equipe | numemployees | numberofemployees | companysize | teamsize | employees total | total employee | number people | number staff | how large team | size organization',
  revenue:
    'annual revenue | revenue | yearly revenue | company revenue | turnover | annual turnover | annualrevenue | umsatz | jahresumsatz | chiffre affaire | ca annuel | ingreso anual | facturacion | faturamento | receita anual | annual sales | revenue annual',
  budget:
    'budget | project budget | estimated budget | approximate budget | maximum budget | max budget | presupuesto aproximado | presupuesto estimado | budget range | available budget | budget amount | presupuesto | orcamento | budget estime | budgetrahmen | expected budget',
  leadSource:
    'lead source | source | source lead | how hear about us | how hear | hear about us | heard about us | referral source | marketing source | leadquelle | lead quelle | quelle | lead herkunft | herkunft | origine lead | origine prospect | source prospect | origen lead | origen prospecto | origen candidato | origem lead | fuente | fuente lead | fonte lead | leadsource | where hear about us | origen contacto',
  department:
    'department | business unit department | abteilung | service departement | departement | departamento | business department | dept name | department name | team department',
  linkedin:
    'linkedin | linkedin url | linkedin profile | linkedin profile url | linkedin link | linkedin profil | linkedin page | li profile | li url | perfil linkedin | profil linkedin',
  language:
    'language | preferred language | spoken language | sprache | bevorzugte sprache | korrespondenzsprache | langue | langue preferee | idioma | idioma preferido | lingua | lingua preferida | contact language | language preference | language spoken',
  timeZone:
    'time zone | timezone | tz | zeitzone | fuseau horaire | zona horaria | fuso horario | contact time zone | local time zone | tijdzone',
  birthdate:
    'birthdate | date birth | birth date | birthday | dob | geburtsdatum | geburtstag | date naissance | fecha nacimiento | data nascimento',
  salutation: 'salutation | anrede | civilite | tratamiento | tratamento | honorific | name prefix',
  product:
    'product interest | product interested in | interested product | interested in product | product interested | produktinteresse | produit interesse | producto interes',
  useCase: 'use case | usecase | anwendungsfall | cas usage | caso uso',
  timeline:
    'timeline | purchase timeframe | timeframe | time frame | buying timeframe | purchase timeline | decision timeline | buying timeline | implementation timeline | project timeline | zeitrahmen | kaufzeitraum',
  contactMethod:
    'preferred contact method | contact preference | preferred method contact | preferred contact channel | preferred channel | contact method | bevorzugter kontaktweg | preferred communication method | preferred communication channel | how should we contact you? | how would you like to be contacted? | how do you prefer to be contacted? | how can we reach you? | how should we reach you? | best way to reach you | best way to contact you | contact via',
  utmSource: 'utm source | utmsource',
  utmMedium: 'utm medium | utmmedium',
  utmCampaign: 'utm campaign | utm campaign name | utmcampaign',
  hostName:
    'host name | meeting host | booking host | booked with | meeting host name | organizer | organizer name | meeting organizer | gastgeber | gastgebername | gastgeber name | hote | nom hote | anfitrion | nombre anfitrion | organizador | anfitriao | organisateur | appointment host | hosted by',
  hostEmail:
    'host email | organizer email | meeting host email | email host | gastgeber email | gastgeber e mail | host email address | email hote | organizer email address',
  meetingUrl:
    'meeting link | meeting url | join link | join url | meeting join link | meeting join url | video link | video url | video call link | video call url | video meeting link | video meeting url | video conference link | video conference url | videoconference link | videoconference url | conference link | conference url | conferencing link | conferencing url | web conference link | web conference url | web meeting link | web meeting url | online meeting link | online meeting url | virtual meeting link | virtual meeting url | zoom link | zoom url | zoom join url | zoom meeting link | zoom meeting url | team link | team meeting link | team meeting url | google meet link | google meet url | hangout link | call link | call url | external url | meeting external url | besprechungslink | meetinglink | joinurl | meetingurl | videolink | meeting room url | meeting room link | link zur besprechung | link videokonferenz | videokonferenz link | lien reunion | lien visio | lien visioconference | url reunion | enlace reunion | enlace videollamada | link reuniao | link videoconferencia | web link meeting | dial in link | teilnahmelink | einwahllink | url videollamada | telehealth link | telehealth url | virtual visit link | virtual visit url | video visit link | video visit url | televisit link | video interview link | interview link | sprechstunde link | video consultation link | webinar link',
  bookingId:
    'booking id | booking reference | booking ref | booking number | booking reference number | external booking id | appointment id | appointment reference | meeting id | booking uid | booking uuid | booking key | bookingid | buchungsnummer | buchung id | buchungs id | buchungsreferenz | reservation id | reservation number | id reservation | id reserva | numero reserva | schedule id | booking external id | id booking | confirmation number booking | booking confirmation number',
  bookingPage:
    'booking page | booking page name | booking type | event type | event type name | meeting type | meeting type name | appointment type | scheduling page | booking calendar | booking link name | buchungsseite | terminart | termintyp | page reservation | type rendez vou | type rdv | tipo cita | pagina reserva | pagina agendamento | tipo reuniao | tipo reunion | schedule page',
  cancelReason:
    'cancellation reason | reason cancellation | reason canceling | reason cancelling | cancel reason | canceling reason | cancelling reason | reason cancel | cancelation reason | booking cancellation reason | why cancel | cancelation note | stornogrund | stornierungsgrund | absagegrund | grund absage | motif annulation | raison annulation | motivo cancelacion | motivo cancelamento | cancellation note | cancelled reason | canceled reason',
};

/** Names that mean something of their own on a person. */
export const ofPeople: Readonly<Record<string, string>> = {
  fullName:
    'full name | name | complete name | fullname | vollstandiger name | nom complet | nombre completo | nome completo | first last name | first name last name',
  notes:
    'note | comment | additional comment | additional note | additional information | additional info | message | remark | description | agenda | anything else | anything else know | question comment | bemerkung | notiz | notizen | kommentar | nachricht | beschreibung | anmerkung | commentaire | remarque | nota | comentario | observacion | observacao | mensaje | mensagem | descripcion | descricao | other information | further information | what like discuss | meeting note | topic discuss',
};

/** Names that mean something of their own on a meeting or a case. */
export const ofMeetings: Readonly<Record<string, string>> = {
  fullName: 'full name | fullname | attendee name | invitee name | web name | nombre completo',
  subject:
    'subject | title | name | topic | meeting name | meeting title | meeting subject | event title | event name | appointment title | appointment name | booking title | booking subject | betreff | thema | titel | objet | sujet | titre | intitule | asunto | titulo | assunto | meeting topic',
  start:
    'start | start time | start date | start date time | start at | starts on | start datetime | begin | begin time | begin date | beginn | startzeit | startdatum | anfang | start zeit | beginn datum | debut | date debut | heure debut | date heure debut | inicio | hora inicio | fecha inicio | fecha hora inicio | data inicio | data hora inicio | scheduled time | scheduled start | scheduled start time | scheduled at | meeting time | meeting date | meeting date time | meeting datetime | booking time | booking start | booked time | appointment time | appointment date | meeting start time | from',
  end: 'end | end time | end date | end date time | end at | end datetime | finish | finish time | ende | endzeit | enddatum | end zeit | fin | date fin | heure fin | date heure fin | hora fin | fecha fin | fecha hora fin | termino | hora termino | data termino | fim | hora fim | data fim | scheduled end | scheduled end time | meeting end time',
  duration:
    'duration | duration minute | minute | length | length minute | meeting length | meeting duration | booking duration | event duration | appointment length | duration min | dauer | dauer minute | dauer minuten | duree | duree minute | duracion | duracion minuto | duracao | duracao minuto | duracion minute | duracao minute',
  location:
    'location | place | venue | where | meeting location | meeting place | ort | standort | treffpunkt | besprechungsort | veranstaltungsort | lieu | emplacement | lugar | ubicacion | local | localizacao | luogo | meeting venue | event location',
  status:
    'status | booking status | meeting status | appointment status | event status | buchungsstatus | terminstatus | statut | estado | estado reserva | estado cita | statut rendez vou | statut reservation',
  meetingSource: 'source | meeting source | origin',
  notes:
    'note | comment | additional comment | additional note | additional information | message | remark | description | agenda | meeting agenda | meeting description | meeting note | body | detail | question comment | bemerkung | notiz | notizen | kommentar | nachricht | beschreibung | anmerkung | commentaire | ordre jour | nota | comentario | observacion | observacao | mensaje | mensagem | descripcion | descricao | what like discuss | anything else | anything else know | event description | topic discuss',
  city: 'city | town | stadt | ville | ciudad | cidade',
  timeZone:
    'time zone | timezone | tz | attendee time zone | invitee time zone | client time zone | customer time zone | visitor time zone | contact time zone | lead time zone | attendee tz | invitee tz | client tz',
  workPhone: 'web phone | work phone | business phone',
  workEmail: 'web email | work email | business email',
  company:
    'company | company name | organization | organization name | account name | web company | firma | unternehmen | entreprise | empresa | societe',
};

/** Meanings that serve as well where a field of the very meaning is missing, the likelier first. */
export const servesAs: Readonly<Record<string, readonly string[]>> = {
  phone: ['workPhone', 'mobile'],
  workPhone: ['phone'],
  email: ['workEmail'],
  workEmail: ['email'],
  website: ['domain'],
  city: ['mailingCity'],
  country: ['mailingCountry'],
  state: ['mailingState'],
  zip: ['mailingZip'],
  street: ['mailingStreet'],
};

/**
 * API names under which the CRMs themselves keep these meanings, the likelier first (Salesforce docs, Object Reference:
 * Contact, Lead, Event, Case; HubSpot docs, default properties of contacts and meetings; Nov 2026).
 */
export const standardNames: Readonly<Record<string, string>> = {
  email: 'Email email SuppliedEmail',
  firstName: 'FirstName firstname',
  lastName: 'LastName lastname',
  fullName: 'SuppliedName',
  phone: 'Phone phone SuppliedPhone',
  mobile: 'MobilePhone mobilephone',
  company: 'Company company SuppliedCompany',
  jobTitle: 'Title jobtitle',
  website: 'Website website',
  city: 'City city MailingCity',
  country: 'Country country MailingCountry',
  state: 'State state MailingState',
  zip: 'PostalCode zip MailingPostalCode',
  street: 'Street address MailingStreet',
  industry: 'Industry industry',
  teamSize: 'NumberOfEmployees numemployees company_size',
  revenue: 'AnnualRevenue annualrevenue',
  leadSource: 'LeadSource',
  department: 'Department department',
  linkedin: 'hs_linkedin_url linkedin_url',
  language: 'hs_language',
  timeZone: 'hs_timezone',
  birthdate: 'Birthdate date_of_birth',
  salutation: 'Salutation salutation',
  fax: 'Fax fax',
  notes: 'Description hs_meeting_body message',
  subject: 'Subject hs_meeting_title',
  start: 'StartDateTime hs_meeting_start_time',
  end: 'EndDateTime hs_meeting_end_time',
  duration: 'DurationInMinutes',
  location: 'Location hs_meeting_location',
  meetingUrl: 'hs_meeting_external_url',
};
