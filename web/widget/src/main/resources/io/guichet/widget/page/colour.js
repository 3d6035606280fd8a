import { isDark, onScheme } from './theme.js';

/*
 * A tenant's colour, made readable: what it fills stands out from the page (3:1), what is written on it or with it can
 * be read (4.5:1, WCAG AA), whatever colour was chosen.
 */

const HEX = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i;
const DEFAULT = '#1f3a5f';
/* Every ground that the colour stands on: surface, paper, warm. */
const GROUNDS = { light: ['#ffffff', '#faf8f4', '#fdf1e8'], dark: ['#16202c', '#111a24', '#2b2018'] };
const INK = '#14202e';
const PAPER = '#ffffff';

/** @returns {number[]} red, green, blue; null for what is not a hexadecimal colour */
export function parse(value) {
  if (typeof value !== 'string' || !HEX.test(value)) return null;
  const digits = value.length === 4 ? [...value.slice(1)].map((d) => d + d).join('') : value.slice(1);
  return [0, 2, 4].map((at) => parseInt(digits.slice(at, at + 2), 16));
}

export function contrast(one, other) {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

/** @param {unknown} chosen what the branding says @param {boolean} dark @returns {{fill: string, on: string, text: string}} */
export function palette(chosen, dark) {
  const base = parse(chosen) ?? parse(DEFAULT);
  const grounds = (dark ? GROUNDS.dark : GROUNDS.light).map(parse);
  const standsOut = (colour, ratio) => grounds.every((ground) => contrast(colour, ground) >= ratio);
  const towards = dark ? [255, 255, 255] : [0, 0, 0];
  const fill = until(base, towards, (c) => standsOut(c, 3) && bestOn(c).ratio >= 4.5);
  const text = until(base, towards, (c) => standsOut(c, 4.5));
  return { fill: hex(fill), on: bestOn(fill).colour, text: hex(text) };
}

/** Puts the palette on the page, and again whenever light becomes dark. @param {AbortSignal} signal ends it */
export function paint(chosen, signal) {
  onScheme(() => {
    const { fill, on, text } = palette(chosen, isDark());
    const style = document.documentElement.style;
    style.setProperty('--primary', fill);
    style.setProperty('--on-primary', on);
    style.setProperty('--primary-text', text);
    document.querySelector('meta[name=theme-color]')?.setAttribute('content', fill);
  }, signal);
}

function bestOn(fill) {
  const white = contrast(parse(PAPER), fill);
  if (white >= 4.5) return { colour: PAPER, ratio: white };
  return { colour: INK, ratio: contrast(parse(INK), fill) };
}

function until(colour, towards, good) {
  for (let step = 0; step <= 20; step++) {
    const mixed = colour.map((c, i) => Math.round(c + ((towards[i] - c) * step) / 20));
    if (good(mixed)) return mixed;
  }
  return towards;
}

function luminance(rgb) {
  const [r, g, b] = rgb.map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function hex(rgb) {
  return `#${rgb.map((c) => c.toString(16).padStart(2, '0')).join('')}`;
}
