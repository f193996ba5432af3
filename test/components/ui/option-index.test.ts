import { expect } from '@open-wc/testing';
import { highlight, indexOf, search, type ComboboxOption } from '../../../components/ui/option-index.js';

const fields: ComboboxOption[] = [
  { value: 'a', label: 'Mailing Country', hint: 'MailingCountry' },
  { value: 'b', label: 'Region', hint: 'Region__c' },
  { value: 'c', label: 'Region', hint: 'Sales_Region__c' },
  { value: 'd', label: 'Größe', hint: 'Size__c', keywords: 'headcount' },
  { value: 'e', label: 'Country Region', hint: 'cr' },
];

const found = (query: string) => search(indexOf(fields), query).map(({ option }) => option.value);

describe('finding an option', () => {
  it('matches all words in any order, over label, hint and keywords', () => {
    expect(found('country mail')).to.deep.equal(['a']);
    expect(found('sales_reg')).to.deep.equal(['c']);
    expect(found('headcount')).to.deep.equal(['d']);
    expect(found('region mailing')).to.deep.equal([]);
  });

  it('does not mind case and accents', () => {
    for (const query of ['GROSSE', 'größe', 'Grösse']) expect(found(query)).to.deep.equal(['d']);
  });

  it('puts labels that start with the query first', () => {
    expect(found('region')).to.deep.equal(['b', 'c', 'e']);
    expect(found('country')).to.deep.equal(['e', 'a']);
  });

  it('shows the hint where labels collide or where it was what matched', () => {
    const hints = (query: string) =>
      search(indexOf(fields), query).flatMap(({ option, hintShown }) => (hintShown ? option.value : []));
    expect(hints('')).to.deep.equal(['b', 'c']);
    expect(hints('size_')).to.deep.equal(['d']);
    expect(hints('mailing')).to.deep.equal([]);
  });

  it('indexes an array once', () => {
    expect(indexOf(fields)).to.equal(indexOf(fields));
  });

  for (const [label, query, parts] of [
    ['Region', 'reg', ['', 'Reg', 'ion']],
    ['Mailing Country', 'count mail', ['', 'Mail', 'ing ', 'Count', 'ry']],
    ['Größe', 'gross', ['', 'Größ', 'e']],
    ['Größe', 'oss', ['Gr', 'öß', 'e']],
    ['José', 'jose', ['', 'José']],
    ['Jose\u0301 X', 'jose', ['', 'Jose\u0301', ' X']],
    ['Region', '', ['Region']],
  ] as const) {
    it(`marks “${query}” in “${label}”`, () => {
      expect(highlight(label, query)).to.deep.equal(parts);
    });
  }
});
