import { el, icon } from './dom.js';
import { t } from './i18n.js';

const NOTICES = {
  403: ['notHere', 'warning'],
  404: ['unknown', 'warning'],
  410: ['expired', 'clock'],
  429: ['busy', 'clock'],
};

/** Where trying again comes to the same. */
const FINAL = [403, 404, 410];

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
    !FINAL.includes(status) && el('button', { type: 'button', class: 'button primary', onclick: again }, t('retry'))));
  app.removeAttribute('aria-busy');
  // In a frame the page around may have the focus: then it keeps it.
  if (document.hasFocus()) heading.focus();
}
