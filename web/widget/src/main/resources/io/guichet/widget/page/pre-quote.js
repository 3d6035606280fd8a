import { el, icon } from './dom.js';
import { euros, percent, quantity } from './format.js';
import { t } from './i18n.js';

/** The pre-quote as a real table: every figure is found by its row and its column. */
export function preQuoteCard(preQuote) {
  const rates = preQuote.vat ?? [];
  const table = el('table', {},
    el('caption', { class: 'gt-pre-quote-title' },
      icon('quote'),
      el('span', {}, el('strong', {}, t('preQuote')), el('span', { class: 'soft' }, t('preQuoteHint')))),
    el('thead', {}, el('tr', {},
      column(t('item')), column(t('quantity'), 'number wide'), column(t('unitPrice'), 'number wide'), column(t('lineTotal'), 'number'))),
    el('tbody', {}, ...(preQuote.items ?? []).map((item) => line(item, rates.length > 1))),
    totals(preQuote, rates));
  const notes = [preQuote.illustrative && t('illustrative'), preQuote.vat_note].filter(Boolean);
  return el('section', { class: 'pre-quote gt-pre-quote', 'aria-label': t('preQuote') },
    el('div', { class: 'pre-quote-scroll', tabindex: '0', role: 'group', 'aria-label': t('preQuote') }, table),
    notes.length > 0 && el('div', { class: 'pre-quote-notes' }, ...notes.map((note) => el('p', {}, note))));
}

function line(item, showRate) {
  return el('tr', {},
    el('th', { scope: 'row' },
      item.label ?? '',
      el('span', { class: 'soft line-price', 'aria-hidden': 'true' }, `${amountOf(item)} × ${euros(item.unit_price)}`),
      showRate && el('span', { class: 'soft line-vat' }, t('vatOfLine', { rate: percent(item.vat_rate) }))),
    el('td', { class: 'number wide' }, amountOf(item)),
    el('td', { class: 'number wide' }, euros(item.unit_price)),
    el('td', { class: 'number strong' }, euros(item.price_ht)));
}

/** « 8 m² » reads as one word; « 1 forfait » may break. */
function amountOf(item) {
  const unit = item.unit ?? '';
  return `${quantity(item.quantity)}${unit.length > 3 ? ' ' : '\u00a0'}${unit}`.trim();
}

function totals(preQuote, rates) {
  return el('tfoot', {},
    total('sub', [t('totalHt')], preQuote.total_ht),
    ...rates.map((vat) => total('sub', [
      t('vat', { rate: percent(vat.rate) }), ' ',
      el('span', { class: 'soft' }, t('vatBase', { base: euros(vat.base) })),
    ], vat.amount)),
    total('grand', [t('totalTtc')], preQuote.total_ttc));
}

/** The grand total is written large: it takes the room of two columns, so that the others keep theirs. */
function total(kind, words, amount) {
  const room = kind === 'grand' ? 2 : 1;
  return el('tr', { class: kind === 'grand' ? 'grand gt-total' : kind },
    el('th', { scope: 'row', colspan: 4 - room }, ...words),
    el('td', { class: 'number', colspan: room }, euros(amount)));
}

function column(words, kind = null) {
  return el('th', { scope: 'col', class: kind }, words);
}
