import { normalised } from '../../contract/rules/options.js';
import { isApart } from './apart.js';

/** Words of a label, cleaned: no case, accents, plurals, filler or numbering; abbreviations written out. */
export function wordsOfLabel(label: string): readonly string[] {
  const plain = label
    .replace(/^\s*[[(]([^\])]*)[\])]\s*(?=\S)/, (_, said: string) => (isMark(said) ? '' : `${said} `))
    .replace(/(?<=\S)\s*[[(]([^\])]*)[\])]\s*$/, (whole, unit: string) =>
      units.has(unit.toLowerCase()) ? '' : whole,
    )
    .replace(/^\s*\d+\s*[-.):]\s*(?=\S)/, '')
    .replace(brands, (brand) => brand.toLowerCase())
    .replace(/(?<=\p{L})['’]s\b/giu, '')
    .replace(/\be[- ]mail/gi, 'email')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2');
  const isQuestion = /[?؟？]\s*$/.test(label) || opening.test(label);
  return cleaned(normalised(counted(plain)).split(' '), isQuestion);
}

/** Words of an API name: `acme__Mobile_Ph__c` and `mobilePhone` are “mobile phone”. */
export function wordsOfName(name: string): readonly string[] {
  const bare = name
    .replace(/__[a-z]{1,3}$/i, '')
    .replace(/^[a-z\d_]*?[a-z\d]__(?=.)/i, '')
    .replace(/^hs_/, '')
    .replace(brands, (brand) => brand.toLowerCase())
    .replace(/(^|_)e_?mail/gi, '$1email');
  const split = bare
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/([a-z])(\d+)$/, '$1 $2');
  return cleaned(normalised(split).split(' '), false);
}

/** True for a field that a managed package brought along. */
export function isOfPackage(name: string): boolean {
  return /^[a-z\d](\w*?[a-z\d])?__\w+?__[a-z]{1,3}$/i.test(name);
}

/** A house's own mark in brackets before a name, such as [ACM] or (required): what says more, as (old) does, is no mark. */
function isMark(said: string): boolean {
  const words = normalised(said).split(' ');
  return (
    (/^[A-Z\d]{1,5}$/.test(said.trim()) && !words.some(isApart)) || words.every((word) => filler.has(word))
  );
}

function cleaned(words: readonly string[], isQuestion: boolean): readonly string[] {
  const kept = words
    .filter((word) => word !== '' && !filler.has(word) && !(isQuestion && asking.has(word)))
    .map((word) => singular(written.get(word) ?? word));
  // “Phone 1” is the phone; “Phone 2” is another one.
  const numbered = kept.length > 1 && /^0*1$/.test(kept.at(-1) ?? '') ? kept.slice(0, -1) : kept;
  const [first = '', ...rest] = numbered;
  return rest.length > 0 && (tags.has(first) || /^\d+$/.test(first)) ? rest : numbered;
}

function singular(word: string): string {
  if (word.endsWith('ungen')) return word.slice(0, -2);
  return word.length > 3 && /[^siu]s$/.test(word) ? word.slice(0, -1) : word;
}

/** How a question or a request begins. */
const opening =
  /^\s*(what|which|how|where|when|please|describe|specify|choose|select|enter|indicate|(list|share|provide) (your|any|all))\b/i;

/** “How many seats” is “number of seats”. */
function counted(label: string): string {
  return label
    .replace(
      /\bhow many\b|\bwie ?viele\b|\bhoeveel\b|\b[cq]u?[aá]nt[oa]s\b|\bquant[ie]\b|#(?= of\b)/gi,
      'number ',
    )
    .replace(/\bcombien d(e\s|['’])/gi, 'nombre ');
}

/** Names that write one word with two capitals. */
const brands = /LinkedIn|WhatsApp|YouTube|GitHub/g;

const filler = set(
  'the of a an your our my in for to der die das des dem den de du da do dos das del la le les l el los las et y und and van het een von fur pour para per im am zur zum field feld campo champ required optional pflichtfeld text custom d ihr ihre ihren ihrem votre vos seu sua su tu uw vostro vostra suo',
);
const asking = set(
  'what which how is are do does did you have has we can please enter select many much would should could there s tell us about heeft u ons bent ' +
    'any in will be was want need needed when describe specify list share provide choose indicate ' +
    'ist sind haben hat sie was welche welcher welches mochten bitte quel quelle quels quelles est sont vous avez qual quais e voce cual cuales es son tiene usted welke wat is qual quali',
);

/** Marks that people put before names of fields. */
const tags = set('fld txt str cf sf sfdc crm udf usr pl dt cb c custom form');
/** Units that amounts of money and durations are given in. */
const units = set(
  'min mins minutes minuten usd eur gbp chf cad aud mxn brl jpy sek nok dkk pln inr $ € £ us$',
);

const written = new Map(
  Object.entries({
    phone: 'ph phn fon',
    telephone: 'tel tele telef telephon tlf',
    mobile: 'mob mbl',
    number: 'nr no num nbr nmbr numbers anzahl aantal numero',
    employee: 'emp empl emps employes employees',
    organization: 'org organisation orga',
    organizer: 'organiser',
    department: 'dept dep dpt',
    address: 'addr adr',
    company: 'cmp cmpy cpny comp coy',
    account: 'acct acc',
    customer: 'cust',
    meeting: 'mtg meetg',
    appointment: 'appt apt',
    booking: 'bkg bkng',
    duration: 'dur durn',
    description: 'desc descr',
    country: 'cntry ctry cntr',
    source: 'src',
    minute: 'min mins minutes minuten',
    location: 'loc locn',
    industry: 'indus indstry',
    title: 'ttl',
    language: 'lang lng',
    reference: 'ref',
    revenue: 'rev',
    annual: 'ann',
    cancellation: 'canc cancelation cncl',
    reason: 'rsn',
    website: 'webs wbsite',
    link: 'lnk',
    conference: 'conf',
    email: 'eml',
    primary: 'prim',
    position: 'pos posn',
    preferred: 'pref prefd',
    birth: 'brth',
    street: 'str',
    quelle: 'qu',
    interest: 'interested',
    marketing: 'mktg mkt',
  }).flatMap(([word, short]) => short.split(' ').map((one) => [one, word] as const)),
);

function set(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}
