/** Custom contact properties of an org that grew for ten years. */
export const awkwardRows = `
# legacy_import
region | Region | select | k | emea=EMEA, amer=AMER, apac=APAC
region_2 | Region | select | k | EMEA, AMER, APAC, LATAM
region__c | Region | text | k
area_region | Region | select | k | north=North, south=South, east=East, west=West
status_new | Status | select | k | 1=Active, 2=Dormant, 3=Lost
status_old | Status | text | k
account_tier | Tier | select | k | A=Tier A, B=Tier B, C=Tier C
tier_legacy | Tier | num | k
company_name_2 | Company Name | text | k
job_title_custom | Job Title | text | k
phone_2 | Phone Number | phone | k
email_2 | Email | text | k
booking_reference | Booking reference | text | ku
customer_number | Kundennummer | text | ku
tax_number | Tax number | text | ks
bank_account | Bank account | text | ks
household_income | Household income | num | ks
credit_score | Credit score | num | ks
account_manager | Account manager | select | kw
implementation_owner | Implementation owner | select | kw
second_owner | Second owner | select | kw
internal_flag | Internal flag (do not use) | bool | kh
migration_id | Migration ID | text | kh
migration_batch | Migration batch | num | kh
consent_given | Consent given | bool | k
vip | VIP | flag | k
contract_start | Contract start | date | k
contract_end | Contract end | date | k
last_audit_at | Last audit | time | k
interests | Interests | multi | k | product=Product news, events=Events, training=Training, partners=Partner programme, careers=Careers
team_size | Team size | select | k | Small=1 to 10, Medium=11 to 50, Large=51 to 200, Enterprise=More than 200
budget | Budget | num | k
data_protection_basis | Data protection basis | radio | k | contract=Contract, consent=Consent, interest=Legitimate interest
notes_long | Long notes that somebody once wanted above everything else and which carry a label far too long for any column of any settings page | area | k
# international
bevorzugte_anrede | Bevorzugte Anrede (förmlich) | select | k | herr=Herr, frau=Frau, divers=Divers
branche | Branche | text | k
numero_siret | Numéro SIRET | text | k
civilite | Civilité | select | k | m=Monsieur, mme=Madame
correo_secundario | Correo electrónico secundario | text | k
cargo_atual | Cargo atual | text | k
furigana | フリガナ | text | k
department_jp | 部署名 | text | k
meeting_purpose_jp | 打ち合わせの目的 | area | k
company_ar | اسم الشركة | text | k
city_ar | المدينة | text | k
industry_ar | القطاع | select | k | tech=التقنية, health=الصحة, retail=التجزئة
yazyk | Предпочитаемый язык | text | k
gongsi | 公司名称 | text | k
emoji_note | 🎉 Welcome gift | text | k
`;

/** Departments and questions whose every pairing somebody made a property of. */
export const awkwardGrid = {
  departments:
    'Sales, Marketing, Support, Finance, Legal, Operations, Product, Training, Partner, Events, Onboarding, Renewal',
  rows: `
{d}_last_contact | {D}: last contact | date | k
{d}_next_step | {D}: next step | text | k
{d}_next_step_date | {D}: next step date | date | k
{d}_owner_note | {D}: note | area | k
{d}_score | {D}: score | num | k
{d}_rating | {D}: rating | select | k | 1=Poor, 2=Fair, 3=Good, 4=Very good, 5=Excellent
{d}_opt_in | {D}: opt-in | bool | k
{d}_channel | {D}: preferred channel | select | k | email=E-mail, phone=Phone, chat=Chat, post=Post
{d}_topics | {D}: topics | multi | k | pricing=Pricing, features=Features, security=Security, roadmap=Roadmap, integrations=Integrations
{d}_segment | Segment | select | k | smb=Small business, mid=Mid-market, ent=Enterprise
{d}_priority | Priority | radio | k | low=Low, normal=Normal, high=High, urgent=Urgent
{d}_region | Region | text | k
{d}_contact_phone | {D}: contact phone | phone | k
{d}_contact_email | {D}: contact e-mail | text | k
{d}_reference | {D}: reference number | text | k
{d}_reviewed_at | {D}: reviewed at | time | k
{d}_amount | {D}: amount | num | k
{d}_currency | {D}: currency | select | k | USD, EUR, GBP, JPY, BRL, SAR
{d}_stage | {D}: stage | select | k | new=New, open=Open, waiting=Waiting, won=Won, lost=Lost
{d}_reason_lost | {D}: reason lost | select | k | price=Price, timing=Timing, feature=Missing feature, competitor=Competitor, other=Other
{d}_competitor | {D}: competitor | text | k
{d}_attachment | {D}: attachment | file | k
{d}_form_answer_1 | {D}: form answer 1 | text | k
{d}_form_answer_2 | {D}: form answer 2 | text | k
{d}_form_answer_3 | {D}: form answer 3 | text | k
{d}_form_answer_4 | {D}: form answer 4 | text | k
{d}_is_blocked | {D}: blocked | bool | k
{d}_survey_date | {D}: survey date | date | k
{d}_survey_result | {D}: survey result | num | k
{d}_days_open | {D}: days open | num | krc
{d}_total | {D}: total | rollup | krc
{d}_sync_key | {D}: sync key | text | kh
{d}_import_row | {D}: import row | num | kh
{d}_source | Source | select | k | web=Web, referral=Referral, event=Event, cold=Cold call
{d}_comment | Comment | area | k
`,
};

/** Custom meeting properties of the same org, and what it added to HubSpot's own lists. */
export const awkwardMeetingRows = `
# meeting_extras
room | Room | select | k | r1=Room 1, r2=Room 2, remote=Remote
room_2 | Room | text | k
travel_minutes | Travel time (minutes) | num | k
is_first_visit | First visit | bool | k
billing_code | Billing code | text | kh
kaigishitsu | 会議室 | text | k
cost_centre | Cost centre | text | ks
meeting_quality | Meeting quality | radio | k | 1=Poor, 2=Fair, 3=Good
`;

/** Options that an admin added, by meeting property. */
export const awkwardMeetingOptions: Record<string, string> = {
  hs_meeting_outcome: 'PARTLY_HELD=Partly held, MOVED_TO_CHAT=Moved to chat',
  hs_activity_type: 'Visita técnica, 打ち合わせ',
};
