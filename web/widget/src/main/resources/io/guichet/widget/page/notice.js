import { el, icon } from './dom.js';
import { t } from './i18n.js';

const NOTICES = {
  404: ['unknown', 'warning'],
  410: ['expired', 'clock'],
  429: ['busy', 'clock'],
};

/** Fills the page with why there is no conversation, and what to do about it; a line that comes back does it by itself. */
export function showNotice(app, status, retry) {
  const again = () => {
    removeEventListener('online', again);
    document.body.classList.remove('notice-page');
    retry();
  };
  if (status === 0) addEventListener('online', again);
  const [name, picture] = NOTICES[status] ?? ['trouble', 'warning'];
  const heading = el('h1', { tabindex: '-1' }, t(`${name}Title`));
  document.title = heading.textContent;
  document.body.classList.add('notice-page');
  app.replaceChildren(el('main', { class: 'notice' },
    el('span', { class: 'notice-icon' }, icon(picture)),
    heading,
    el('p', {}, t(`${name}Text`)),
    status !== 404 && status !== 410 && el('button', { type: 'button', class: 'button primary', onclick: again }, t('retry'))));
  app.removeAttribute('aria-busy');
  heading.focus();
}
