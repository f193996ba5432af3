/** What hosts of many trades ask before a meeting, and what fields for it are called; read like the names of `vocabulary.ts`. */
export const ofTrades: Readonly<Record<string, string>> = {
  // Consent and reminders.
  consent:
    'consent | gdpr consent | privacy consent | data consent | consent to data processing | data processing consent | consent to store data | consent to my data being stored | agree to the privacy policy | i agree to the privacy policy | i accept the privacy policy | accept privacy policy | privacy policy accepted | privacy policy consent | privacy policy | privacy notice accepted | gdpr opt in | datenschutz | datenschutz akzeptiert | datenschutzerklarung | einwilligung datenschutz | datenschutzeinwilligung | consentement rgpd | consentement | consentimiento | consentimiento rgpd | acepto el aviso de privacidad | acepta aviso | consentimento | consentimento rgpd | consentimento lgpd',
  newsletter:
    'newsletter | newsletter opt in | newsletter signup | newsletter sign up | sign me up for the newsletter | sign up for our newsletter | subscribe to newsletter | subscribe me to the newsletter | newsletter subscription | newsletter subscriber | newsletter consent | receive our newsletter | i want to receive the newsletter | newsletter anmeldung | newsletter abonnieren | newsletter abonnement | abonnement newsletter | inscription newsletter | recevoir la newsletter | aceita newsletter | receber newsletter | quero receber a newsletter | recibir newsletter | suscripcion newsletter | boletin | nieuwsbrief',
  marketingConsent:
    'marketing consent | marketing opt in | marketing email opt in | marketing permission | consent to marketing | opt in marketing | receive marketing emails | can we send you marketing emails? | may we send you marketing emails? | send me marketing emails | marketing emails ok | marketing communication consent | marketing emails',
  smsConsent:
    'sms reminder | sms consent | sms opt in | text reminder | text message reminder | text message opt in | text message consent | send me sms reminders | send me text reminders | may we send you text reminders? | may we text you? | can we text you? | is it ok to text you? | ok to text | sms notification | text notification',
  // Who they came from, what they use, when to reach them.
  referredBy:
    'referred by | referrer | referrer name | referral name | referred by name | who referred you? | name of referrer | recommended by | empfohlen von | recommande par | recomendado por | referido por | indicado por',
  currentTool:
    'current tool | current solution | current software | current vendor | current provider | current system | current supplier | existing solution | existing vendor | existing tool | existing software | incumbent vendor | what solution are you using today? | what are you using today? | what tool are you using today? | which tool do you use today? | what do you use today? | what tools do you currently use?',
  callTime:
    'best time to call | best time to contact | best time to reach you | preferred contact time | preferred call time | preferred time to call | preferred callback time | preferred time',
  whatsapp:
    'whatsapp | whatsapp number | whatsapp phone | whatsapp phone number | whatsapp nummer | numero whatsapp | رقم الواتساب | رقم واتساب | واتساب',
  taxId:
    'vat number | vat id | vat id number | vat registration number | umsatzsteuer id | umsatzsteuer identifikationsnummer | ust id | ust idnr | ust id nr | numero tva | numero de tva | tva intracommunautaire | btw nummer | partita iva',
  customerNumber:
    'customer number | customer id | client number | client id | customer no | kundennummer | kundennr | kunden nr | numero client | code client | numero cliente | codigo cliente | klantnummer',
  challenge:
    'challenge | main challenge | biggest challenge | primary challenge | pain point | main pain point | what challenges are you facing? | top challenge | business challenge | key challenge',
  goal: 'goal | objective | main goal | primary goal | what are you hoping to achieve? | goal and objective | desired outcome | what do you want to achieve?',
  decisionMaker: 'decision maker | is decision maker | are you the decision maker?',
  seats:
    'seat | number of seats | seats needed | number of users | user count | number of licenses | number of licences | license count | licence count | expected number of users | seat count | anzahl lizenzen | anzahl nutzer',
  startDate: 'desired start date | preferred start date | target start date | when would you like to start?',
  // Recruitment.
  cv: 'cv | resume | cv link | resume link | link to your cv | link to resume | cv url | resume url | curriculum vitae | lebenslauf | lebenslauf link | curriculum',
  portfolio: 'portfolio | portfolio url | portfolio link | portfolio website | link to portfolio',
  github: 'github | github url | github profile | github link | github profile url',
  salaryWish:
    'desired salary | expected salary | salary expectation | target salary | salary requirement | salary wanted | required salary | expected compensation | compensation expectation | gehaltsvorstellung | gehaltswunsch | pretention salariale | pretensao salarial | expectativa salarial',
  salary:
    'current salary | present salary | current compensation | salario actual | salario atual | aktuelles gehalt',
  noticePeriod: 'notice period | length of notice | kundigungsfrist | preavis | plazo de preaviso',
  available:
    'available from | availability date | earliest start date | available start date | date available | when could you start? | when can you start? | when are you available to start? | start availability | eintrittstermin | fruhester eintrittstermin',
  rightToWork:
    'right to work | work authorization | work authorisation | work permit | work eligibility | authorized to work | eligible to work | work permit status | work authorization status | arbeitserlaubnis',
  experience:
    'year experience | years of experience | year of work experience | years work experience | experience years | work experience years | years of professional experience | berufserfahrung | annees experience | anos de experiencia | anos experiencia',
  skills:
    'skill | key skill | core skill | technical skill | skill set | main skill | kompetenzen | competence',
  nationality:
    'nationality | citizenship | staatsangehorigkeit | nationalitat | nationalite | nacionalidad | nacionalidade | الجنسية',
  // Health.
  gender: 'gender | geschlecht | genre | genero | sexo | sesso | geslacht',
  pronouns: 'pronoun | preferred pronoun | your pronouns',
  preferredName: 'preferred name | nickname | preferred first name | goes by | rufname | known as',
  insurer:
    'insurance provider | insurance company | insurance carrier | insurer | health insurance | health insurance provider | health plan | insurance plan | insurance | insurance company name | insurance name | primary insurance | insurance payer | krankenkasse | krankenversicherung | mutuelle | aseguradora | seguradora | convenio | obra social',
  memberId:
    'insurance member id | insurance id | insurance id number | member id | member number | membership number | insurance number | insurance member number | subscriber id | health insurance number | versichertennummer | versicherungsnummer',
  policyNumber: 'policy number | insurance policy number | policy no',
  visitReason:
    'reason for visit | visit reason | reason for appointment | reason for your visit | appointment reason | purpose of visit | reason for consultation | consultation reason | chief complaint | presenting complaint | purpose of appointment | besuchsgrund | motif consultation | motif de la visite | motivo de la consulta | motivo da consulta | motivo consulta',
  symptoms: 'symptom | describe your symptoms | current symptom | symptome | sintoma',
  allergies:
    'allergy | allergies | known allergy | known allergies | do you have any allergies? | allergien | alergia',
  medication:
    'medication | current medication | medicine | current medicine | medication list | list of medications | list your current medications | medications taken | prescription medication | medikamente | medicamento',
  physician:
    'primary care physician | pcp | primary care provider | primary care doctor | family doctor | general practitioner | gp | gp name | pcp name | primary physician | hausarzt | medecin traitant',
  referringPhysician:
    'referring physician | referring doctor | referring provider | referring physician name | referring doctor name | referring provider name | uberweisender arzt',
  emergencyName:
    'emergency contact | emergency contact name | emergency name | name of emergency contact | in case of emergency contact | notfallkontakt | contact urgence | contacto de emergencia | contato de emergencia',
  emergencyPhone:
    'emergency contact phone | emergency contact number | emergency phone | emergency phone number | emergency contact phone number | emergency number | phone of emergency contact | notfallnummer',
  pharmacy: 'pharmacy | preferred pharmacy | pharmacy name | preferred pharmacy name',
  // Property, events, law, study, money.
  dietary:
    'dietary requirement | dietary restriction | dietary need | dietary preference | dietary | food allergy | food allergies | special dietary requirement',
  accessibility:
    'accessibility need | accessibility requirement | accessibility | special need | special accommodation | access requirement | special assistance',
  propertyType:
    'property type | type of property | property type of interest | desired property type | preferred property type | home type | objektart | immobilienart | type de bien | tipo de propiedad | tipo de imovel',
  bedrooms:
    'bedroom | number of bedrooms | bedroom count | beds | bedrooms wanted | min bedrooms | minimum bedrooms',
  caseType:
    'practice area | area of law | legal area | field of law | type of law | rechtsgebiet | area of practice | legal practice area | domaine juridique',
  opposingParty:
    'opposing party | opposing party name | other party | adverse party | opposing side | gegenpartei | gegner | partie adverse',
  program:
    'program of interest | programme of interest | program interested in | course of interest | interested course | interested program | degree program | studiengang | program interest | programme interest | course interest',
  income:
    'annual income | household income | yearly income | annual household income | household annual income | jahreseinkommen',
  investableAssets:
    'investable assets | investible assets | liquid assets | assets to invest | amount to invest | investment amount',
};

/** What is said of a meeting by those who come. */
export const ofVisits: Readonly<Record<string, string>> = {
  attendeeCount:
    'number of attendees | attendee count | number attending | number of guests | guest count | number of participants | participant count | number of visitors | visitor count | party size | group size | number of people | number of people attending | how many people will attend? | how many people are attending? | how many people will join? | how many people will join the call? | how many people will join the meeting? | how many people will attend the meeting? | how many people are joining? | how many of you will attend? | how many people are coming? | anzahl teilnehmer | anzahl der teilnehmenden | teilnehmerzahl | teilnehmeranzahl | wie viele personen nehmen teil? | nombre de participants | numero de participantes | numero de asistentes | aantal deelnemers | numero partecipanti',
  guests:
    'guest | guest email | additional guest | additional attendee | guest email address | guest list | other attendee',
  confirmedBy: 'confirmation number | confirmation code',
};
