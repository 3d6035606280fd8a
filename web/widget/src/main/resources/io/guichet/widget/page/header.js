import { el, icon, imageUrl } from './dom.js';
import { t } from './i18n.js';

/** Who one is talking to, and that it is an AI: the disclosure stands apart from all that a tenant may style. */
export function header(session, name) {
  const subtitle = session.branding?.title && session.branding.title !== name
    ? session.branding.title
    : session.artisan?.name ? session.agent?.name : t('assistant');
  return el('header', { class: 'top' },
    el('div', { class: 'bar gt-header' },
      el('div', { class: 'column brand' },
        logo(session.branding?.logo_url, name),
        el('div', { class: 'who' }, el('h1', { class: 'gt-title' }, name), el('p', { class: 'gt-subtitle' }, subtitle)))),
    el('p', { class: 'disclosure', role: 'note' },
      el('span', { class: 'column' }, icon('spark'), el('span', {}, session.disclosure || t('disclosure')))));
}

/** A tenant's logo; the initials of its name where there is none, or it does not load. */
function logo(value, name) {
  const initials = name.split(/\s+/).map((word) => [...word][0]).filter(Boolean).slice(0, 2).join('').toUpperCase();
  const place = el('span', { class: 'logo gt-logo' }, el('span', { 'aria-hidden': 'true' }, initials));
  const url = imageUrl(value);
  if (url) place.replaceChildren(picture(url, () => place.replaceChildren(el('span', { 'aria-hidden': 'true' }, initials))));
  return place;
}

export function avatar(session) {
  const url = imageUrl(session.agent?.avatar);
  const place = el('span', { class: 'avatar gt-avatar', 'aria-hidden': 'true' }, icon('spark'));
  if (url) place.replaceChildren(picture(url, () => place.replaceChildren(icon('spark'))));
  return place;
}

function picture(url, onerror) {
  return el('img', { src: url, alt: '', referrerpolicy: 'no-referrer', onerror });
}

/** Says when there is no network; calls back when there is one again. @param {AbortSignal} signal ends it */
export function offlineNotice(online, signal) {
  const notice = el('p', { class: 'offline', role: 'status' });
  const show = () => { notice.textContent = navigator.onLine ? '' : t('offline'); };
  addEventListener('offline', show, { signal });
  addEventListener('online', () => { show(); online(); }, { signal });
  show();
  return notice;
}
