/** The names of `vocabulary.ts` in Dutch, Italian and Japanese, as both CRMs label their own fields there and as houses do. */
export const everywhere: Readonly<Record<string, string>> = {
  email:
    'emailadres | e mailadres | mailadres | indirizzo e mail | posta elettronica | メール | メールアドレス | eメール',
  workEmail: 'zakelijk email | zakelijk emailadres | email aziendale | email lavoro | 会社メールアドレス',
  phone:
    'telefoon | telefoonnummer | telefono | numero telefono | numero di telefono | 電話 | 電話番号 | tel',
  workPhone:
    'telefoon werk | telefoon zakelijk | zakelijk telefoonnummer | telefono ufficio | telefono lavoro | 会社電話',
  mobile:
    'mobiel | mobiele telefoon | mobiel nummer | mobiele nummer | mobiel telefoonnummer | gsm | gsm nummer | cellulare | numero cellulare | telefono cellulare | 携帯 | 携帯電話 | 携帯電話番号',
  firstName: 'voornaam | nome battesimo | 名',
  lastName: 'achternaam | familienaam | cognome | 姓',
  company:
    'bedrijf | bedrijfsnaam | naam bedrijf | organisatie | organisatienaam | werkgever | azienda | nome azienda | ragione sociale | societa | 会社 | 会社名 | 企業名',
  jobTitle:
    'functie | functietitel | functiebenaming | titel | ruolo | posizione | qualifica | mansione | 役職 | 役職名',
  website:
    'website url | websiteadres | sito | sito web | url sito web | webサイト | ウェブサイト | ウェブサイトurl',
  city: 'plaats | plaatsnaam | stad | woonplaats | citta | comune | 市区町村 | 市区郡',
  mailingCity: 'postadres plaats | plaats postadres | 市区郡 郵送先',
  country: 'land | paese | nazione | 国 | 国名',
  mailingCountry: 'postadres land | land postadres | 国 郵送先',
  state: 'provincie | staat provincie | provincia | regione | 都道府県',
  zip: 'postcode | cap | codice postale | 郵便番号',
  street: 'straat | straat huisnummer | adres | indirizzo | via | 住所 | 町名 番地',
  industry: 'branche | bedrijfstak | sector | settore | settore attivita | 業種 | 業界',
  teamSize:
    'aantal werknemer | aantal medewerker | aantal werknemers | aantal medewerkers | bedrijfsgrootte | bedrijfsomvang | teamgrootte | numero dipendenti | numero dipendente | dipendenti | dimensione azienda | 従業員数 | 社員数',
  revenue: 'jaaromzet | omzet | fatturato | fatturato annuo | 年間売上 | 売上高',
  leadSource:
    'leadbron | bron | herkomst | hoe gevonden | hoe bij terechtgekomen | fonte | origine | fonte lead | come ci conosciuto | リードソース | 流入経路',
  department: 'afdeling | reparto | dipartimento | 部署 | 部署名',
  linkedin: 'linkedin profiel | profilo linkedin',
  language: 'taal | voorkeurstaal | lingua preferita | 言語 | 優先言語',
  timeZone: 'tijdzone | fuso orario | タイムゾーン',
  birthdate: 'geboortedatum | data nascita | data di nascita | 生年月日 | 誕生日',
  salutation: 'aanhef | appellativo | titolo cortesia | 敬称',
  hostName: 'gastheer | naam gastheer | organisator | organizzatore | nome organizzatore | 主催者 | 主催者名',
  hostEmail: 'gastheer email | email gastheer | email organisator | email organizzatore',
  meetingUrl:
    'videolink | link videogesprek | vergaderlink | meetinglink | link naar vergadering | link riunione | link videochiamata | 会議url | ミーティングurl | 会議リンク',
  bookingId:
    'afspraaknummer | boekingsnummer | reserveringsnummer | boekingsreferentie | numero prenotazione | id prenotazione | codice prenotazione | 予約番号 | 予約id',
  bookingPage:
    'soort afspraak | type afspraak | afspraaktype | boekingspagina | tipo appuntamento | tipo riunione | pagina prenotazione',
  cancelReason:
    'reden annulering | annuleringsreden | reden van annulering | reden afzegging | motivo annullamento | motivo cancellazione | キャンセル理由',
};

/** Names that mean something of their own on a person. */
export const ofPeople: Readonly<Record<string, string>> = {
  fullName: 'volledige naam | naam | nome completo | nome e cognome | 氏名 | 名前 | お名前',
  notes:
    'opmerking | opmerkingen | notitie | notities | beschrijving | bericht | toelichting | osservazioni | messaggio | commenti | descrizione | 備考 | 説明 | メモ | コメント',
};

/** Names that mean something of their own on a meeting or a case. */
export const ofMeetings: Readonly<Record<string, string>> = {
  subject: 'onderwerp | titel | oggetto | titolo | argomento | 件名 | タイトル',
  start:
    'begin | begindatum | begintijd | starttijd | startdatum | aanvang | begindatum tijd | inizio | data inizio | ora inizio | 開始 | 開始日時 | 開始時刻',
  end: 'einde | einddatum | eindtijd | einddatum tijd | fine | data fine | ora fine | 終了 | 終了日時 | 終了時刻',
  duration: 'duur | duur minuten | duur minute | durata | durata minuti | 所要時間 | 期間',
  location: 'locatie | plaats | luogo | sede | 場所',
  status:
    'status afspraak | afspraakstatus | boekingsstatus | stato | stato appuntamento | stato prenotazione | estatus | estatus cita | ステータス',
  timeZone: 'tijdzone bezoeker | tijdzone klant | tijdzone deelnemer',
  notes:
    'opmerking | opmerkingen | notitie | notities | beschrijving | bericht | toelichting | messaggio | commenti | descrizione | note | 備考 | 説明 | メモ',
};
