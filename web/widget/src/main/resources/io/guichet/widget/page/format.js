import { language } from './i18n.js';

const LOCALES = { fr: 'fr-FR', en: 'en-IE' };

const locale = () => LOCALES[language()];

/** @param {number} amount euros @returns {string} the amount with its currency; a dash for what is not a number */
export function euros(amount) {
  return number(amount, { style: 'currency', currency: 'EUR' });
}

/** At most two decimals: 8, 2,5. */
export function quantity(value) {
  return number(value, { maximumFractionDigits: 2 });
}

/** @param {number} rate as the wire has it: 20 is 20 % */
export function percent(rate) {
  return number(typeof rate === 'number' ? rate / 100 : rate, { style: 'percent', maximumFractionDigits: 2 });
}

/** @param {number} bytes */
export function size(bytes) {
  const mega = bytes / 1_000_000;
  const unit = mega >= 1 ? 'megabyte' : 'kilobyte';
  const value = mega >= 1 ? mega : Math.max(1, Math.round(bytes / 1000));
  return number(value, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 });
}

export function time(date) {
  return new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit' }).format(date);
}

/** Date and hour in words. */
export function moment(date) {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'full', timeStyle: 'short' }).format(date);
}

/** « Aujourd’hui », « Hier », else the date in words. */
export function day(date, today = new Date()) {
  const words = dayInWords(date, today);
  return words.charAt(0).toLocaleUpperCase(locale()) + words.slice(1);
}

function dayInWords(date, today) {
  const days = Math.round((midnight(date) - midnight(today)) / 86_400_000);
  if (days === 0 || days === -1) {
    return new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(days, 'day');
  }
  return new Intl.DateTimeFormat(locale(), { weekday: 'long', day: 'numeric', month: 'long' }).format(date);
}

function midnight(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

function number(value, options) {
  return typeof value === 'number' && Number.isFinite(value)
    ? new Intl.NumberFormat(locale(), options).format(value)
    : '—';
}
