/**
 * Makes an element. Text goes in as text nodes only: nothing in this page ever parses markup that came from elsewhere.
 *
 * @param {string} tag
 * @param {Record<string, unknown>} [attributes] `class`, `on<event>` listeners, booleans and plain attributes
 * @param {...(Node|string|null|undefined|false)} children
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

const PATHS = {
  send: ['M4 12 20 4l-5.5 16-3-6.5L4 12Z', 'M11.5 13.5 20 4'],
  clip: ['M20 11.5l-8.2 8.2a5 5 0 0 1-7.1-7.1l8.6-8.6a3.4 3.4 0 0 1 4.8 4.8l-8.5 8.5a1.7 1.7 0 0 1-2.4-2.4l7.8-7.8'],
  photo: ['M3 8.5A1.5 1.5 0 0 1 4.5 7h3L9 4.8h6L16.5 7h3A1.5 1.5 0 0 1 21 8.5v9a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17.5Z', 'M15.6 13a3.6 3.6 0 1 1-7.2 0 3.6 3.6 0 0 1 7.2 0Z'],
  minimise: ['M6 18.5h12'],
  close: ['M6 6l12 12', 'M18 6 6 18'],
  file: ['M6 3.5h8l4.5 4.5v12.5H6Z', 'M14 3.5V8h4.5', 'M9 13h6', 'M9 16.5h6'],
  spark: ['M12 4l1.8 5.2L19 11l-5.2 1.8L12 18l-1.8-5.2L5 11l5.2-1.8Z', 'M19 16.5v4', 'M17 18.5h4'],
  retry: ['M5 12a7 7 0 1 0 2.2-5.1', 'M4.5 4.5v4.2h4.2'],
  warning: ['M12 4 21 19.5H3Z', 'M12 10v4.5', 'M12 17v.2'],
  clock: ['M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17Z', 'M12 7.5V12l3 2'],
  check: ['M5 12.5 10 17.5 19.5 7'],
  quote: ['M6 3.5h12v17l-3-2-3 2-3-2-3 2Z', 'M9 8.5h6', 'M9 12.5h6'],
  down: ['M12 5v14', 'M6 13l6 6 6-6'],
};

/** A line icon, hidden from assistive technology: its button carries the words. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', `icon icon-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  for (const d of PATHS[name]) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}

/** Says something to a screen reader without moving the focus. */
export function announce(text) {
  const announcer = document.getElementById('announcer');
  announcer.textContent = '';
  setTimeout(() => { announcer.textContent = text; }, 50);
}

/** An address that an image may come from: https, or this very origin; null otherwise. */
export function imageUrl(value) {
  if (typeof value !== 'string' || value === '') return null;
  try {
    const url = new URL(value, location.origin);
    return url.protocol === 'https:' || url.origin === location.origin ? url.href : null;
  } catch {
    return null;
  }
}
