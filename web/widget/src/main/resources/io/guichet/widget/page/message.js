import { outgoingFile, remoteFile } from './attachments.js';
import { el, icon } from './dom.js';
import { moment, time } from './format.js';
import { t } from './i18n.js';
import { preQuoteCard } from './pre-quote.js';
import { safeText } from './safe-text.js';

/** What an agent said, or a person in its place, who has a name. @param {object} message as on the wire @param {{agentName: string, avatar: () => Node, api: object}} page */
export function agentMessage(message, page) {
  const text = (message.brief ?? message.content)?.trim();
  const person = message.role === 'person';
  return el('article', { class: `message agent${person ? ' person' : ''} gt-message gt-message--agent` },
    page.avatar(),
    el('div', { class: 'said' },
      person ? el('p', { class: 'person-name' }, t('personAnswers', { who: message.author ?? '' })) : author(page.agentName),
      text && el('div', { class: 'bubble gt-bubble' }, safeText(text)),
      files(message.files, page.api),
      message.pre_quote && preQuoteCard(message.pre_quote),
      message.asks_rating && rating(page.api),
      el('div', { class: 'meta' }, stamp(message.created_at))));
}

/** What an agent is writing: nobody is told of it but those who see it. @returns {{element: HTMLElement, say: (text: string) => void}} */
export function draftMessage(page) {
  const bubble = el('div', { class: 'bubble gt-bubble' });
  const element = el('article', { class: 'message agent draft gt-message gt-message--agent', 'aria-busy': 'true' },
    page.avatar(),
    el('div', { class: 'said' }, author(page.agentName), bubble));
  return { element, say: (text) => bubble.replaceChildren(safeText(text)) };
}

/** What the visitor said, as the server has it. */
export function visitorMessage(message, page) {
  return el('article', { class: 'message visitor gt-message gt-message--visitor' },
    el('div', { class: 'said' },
      author(t('you')),
      message.content && el('div', { class: 'bubble gt-bubble' }, el('p', {}, message.content)),
      files(message.files, page.api),
      erased(message.erased_files ?? 0),
      el('div', { class: 'meta' }, stamp(message.created_at))));
}

/**
 * What the visitor is sending: drawn at once, and told how it goes.
 * @param {object} entry of the outbox @param {{retry: Function, discard: Function, cancel: Function}} actions
 * @returns {{element: HTMLElement, update: () => void}}
 */
export function outgoingMessage(entry, actions) {
  const state = el('span', { class: 'state' });
  const retry = el('button', { type: 'button', class: 'button small', onclick: () => actions.retry(entry) }, icon('retry'), t('retry'));
  const discard = el('button', { type: 'button', class: 'button small quiet', onclick: () => actions.discard(entry) }, t('discard'));
  const trouble = el('div', { class: 'trouble', hidden: true });
  const shown = entry.files.map((one) => ({ one, ...outgoingFile(one, () => actions.cancel(entry, one)) }));
  const element = el('article', { class: 'message visitor outgoing gt-message gt-message--visitor' },
    el('div', { class: 'said' },
      author(t('you')),
      entry.content && el('div', { class: 'bubble gt-bubble' }, el('p', {}, entry.content)),
      shown.length > 0 && el('div', { class: 'files' }, ...shown.map((file) => file.element)),
      trouble,
      el('div', { class: 'meta' }, stamp(entry.created_at), state)));
  const update = () => {
    for (const file of shown) {
      if (entry.files.includes(file.one)) file.update(entry.state);
      else file.element.remove();
    }
    element.dataset.state = entry.state;
    state.textContent = t({ waiting: 'sending', uploading: 'uploading', sending: 'sending', sent: 'sent', failed: 'notSent' }[entry.state]);
    const reasons = [...entry.files.map((one) => one.refusal), entry.state === 'failed' ? entry.reason : null].filter(Boolean);
    trouble.hidden = reasons.length === 0;
    trouble.replaceChildren(
      ...reasons.map((reason) => el('p', {}, icon('warning'), el('span', {}, reason))),
      ...(entry.state === 'failed' ? [el('div', { class: 'actions' }, ...(entry.hopeful ? [retry] : []), discard)] : []));
  };
  update();
  return { element, update };
}

function files(list, api) {
  return list?.length ? el('div', { class: 'files' }, ...list.map((file) => remoteFile(file, api))) : null;
}

/** Asked once, at the end: what asks it is fetched only then. */
function rating(api) {
  const place = el('div');
  import('./rating.js').then(({ ratingCard }) => place.append(ratingCard(api)), () => place.remove());
  return place;
}

function author(name) {
  return el('span', { class: 'visually-hidden' }, t('said', { who: name }));
}

/** The hour for the eye, the whole date on hover and for those who listen. */
function stamp(value) {
  const date = new Date(value ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? null : el('time', { class: 'gt-time', datetime: date.toISOString(), title: moment(date) },
    el('span', { 'aria-hidden': 'true' }, time(date)),
    el('span', { class: 'visually-hidden' }, moment(date)));
}

/** What is left of files that whoever was asked has erased. */
function erased(count) {
  return count > 0 && el('p', { class: 'erased soft' }, icon('file'), t(count === 1 ? 'fileErased' : 'filesErased', { count }));
}
