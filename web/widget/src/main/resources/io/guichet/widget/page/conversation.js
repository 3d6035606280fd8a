import { el, icon } from './dom.js';
import { day } from './format.js';
import { t } from './i18n.js';
import { agentMessage, draftMessage, outgoingMessage, visitorMessage } from './message.js';
import { fileIds } from './outbox.js';

const NEAR_THE_END = 120;
/** What is said within five minutes of one another has one hour. */
const GROUP = 5 * 60_000;
/** Words that stopped coming are not on their way any more. */
const DRAFT_PATIENCE = 20_000;

/**
 * The messages on the screen, each once and in the server's order, whether they came from the list, from the stream of
 * events or from the visitor's own hand a moment ago.
 */
export class Conversation {
  /** @type {{id: string|null, message: object|null, entry: object|null, element: HTMLElement}[]} */
  #items = [];
  #preQuotes = new Map();
  #page;
  #actions;
  #log = el('div', { class: 'log', role: 'log', 'aria-label': t('conversation'), 'aria-live': 'polite', 'aria-relevant': 'additions' });
  #typing = el('div', { class: 'typing', role: 'status' });
  #writing = el('div', { class: 'writing' });
  #draft = null;
  #loading = false;
  #replies = el('div', { class: 'quick-replies gt-quick-replies', role: 'group', 'aria-label': t('quickReplies') });
  #latest = el('button', { type: 'button', class: 'latest round', 'aria-label': t('latest'), hidden: true, onclick: () => this.toEnd() }, icon('down'));

  /** @param {object} page what message.js needs @param {{reply: Function, retry: Function, discard: Function, cancel: Function, arrived: Function, received: Function}} actions */
  constructor(page, actions) {
    this.#page = page;
    this.#actions = actions;
    this.scroller = el('div', { class: 'scroller gt-messages', tabindex: '0', role: 'region', 'aria-label': t('conversation') },
      el('div', { class: 'column' }, this.#log, this.#writing, this.#typing, this.#replies));
    this.element = el('div', { class: 'conversation' }, this.scroller, this.#latest);
    this.scroller.addEventListener('scroll', () => { if (this.#atEnd()) this.#latest.hidden = true; }, { passive: true });
  }

  /** How many files the visitor has put into this conversation. */
  get files() {
    return this.#items.reduce((sum, { entry, message }) => sum + (entry
      ? entry.files.filter((file) => !file.refusal).length
      : message?.role === 'visitor' ? message.files?.length ?? 0 : 0), 0);
  }

  /** Takes a stretch of the server's list. @param {boolean} whole whether it begins with the first message of all */
  merge(messages, whole) {
    const first = this.#items.every((item) => !item.message || !item.id);
    const greeted = whole && this.#items[0]?.message && !this.#items[0].id;
    // The server has the agent's first words among the others, or it leaves them to the page.
    if (greeted && messages[0]?.role === 'agent') this.#remove(this.#items[0]);
    let previous = whole ? this.#items.findIndex((item) => item.message && !item.id) : this.#items.findLastIndex((item) => item.id);
    for (const message of messages) {
      let at = this.#upsert(message, !first);
      if (at < 0) at = this.#arrive(message, previous + 1);
      else if (at < previous) at = this.#move(at, previous);
      previous = at;
    }
    this.#settled();
  }

  /** Takes one message from the stream. */
  receive(message) {
    const stick = this.#atEnd();
    if (this.#upsert(message, true) < 0) {
      const at = this.#arrive(message, this.#items.length);
      this.#follow(this.#items[at].element, stick);
    }
    if (isAnswer(message)) this.typing(false);
    this.#settled();
  }

  /** The agent's first words, for a conversation that has none of its own yet. */
  welcome(text) {
    if (text && this.#items[0]?.message?.role !== 'agent') {
      this.#insert(this.#item({ id: null, role: 'agent', content: text, created_at: null }), 0);
      this.#settled();
    }
  }

  /** Shows what is being sent. @param {object} entry of the outbox */
  outgoing(entry) {
    const { element, update } = outgoingMessage(entry, this.#actions);
    entry.update = update;
    this.#insert({ id: null, message: null, entry, element }, this.#items.length);
    this.#settled();
    this.toEnd();
  }

  /** The server has it: it may have come by the stream as well. */
  acknowledge(entry, id) {
    const twin = this.#items.find((item) => item.id === id && item.entry !== entry);
    if (twin) this.#remove(twin);
    const item = this.#items.find((one) => one.entry === entry);
    if (item) item.id = id;
    this.#settled();
  }

  discard(entry) {
    const item = this.#items.find((one) => one.entry === entry);
    if (item) this.#remove(item);
    this.#settled();
  }

  /** Whether nothing was said after what the visitor sent. */
  endsWith(entry) {
    return this.#items.at(-1)?.entry === entry;
  }

  /** Whether of the other side a person spoke last: then no agent is writing. */
  get withPerson() {
    return this.#items.findLast((item) => isAnswer(item.message))?.message.role === 'person';
  }

  preQuote(messageId, preQuote) {
    this.#preQuotes.set(messageId, preQuote);
    const item = this.#items.find((one) => one.id === messageId);
    if (item?.message && JSON.stringify(item.message.pre_quote) !== JSON.stringify(preQuote)) {
      const stick = this.#atEnd();
      this.#upsert({ ...item.message, pre_quote: preQuote }, false);
      this.#settled();
      this.#follow(item.element, stick);
    }
  }

  note(text) {
    this.#insert({ id: null, message: null, entry: null, element: el('p', { class: 'note' }, icon('warning'), text) }, this.#items.length);
    this.toEnd();
  }

  typing(on) {
    const stick = this.#atEnd();
    if (!on) this.#endDraft();
    this.#typing.replaceChildren(...(on && !this.#draft
      ? [this.#page.avatar(), el('span', { class: 'dots', 'aria-hidden': 'true' }, el('i'), el('i'), el('i')), el('span', { class: 'visually-hidden' }, t('typing'))]
      : []));
    if (on && stick) this.toEnd();
  }

  /**
   * Shows a reply while it is written. It stands outside of the log, so that a screen reader hears the whole of it once,
   * as the message that it becomes.
   * @param {string} replyTo the message that it answers @param {string} text all of it so far
   */
  draft(replyTo, text) {
    const asked = this.#items.findIndex((item) => item.id === replyTo);
    if (typeof text !== 'string' || text.trim() === '' || this.#answered(asked)) return;
    const stick = this.#atEnd();
    if (!this.#draft) {
      this.#draft = draftMessage(this.#page);
      this.#writing.replaceChildren(this.#draft.element);
      this.#typing.replaceChildren(el('span', { class: 'visually-hidden' }, t('typing')));
    }
    clearTimeout(this.#draft.patience);
    this.#draft.patience = setTimeout(() => this.#endDraft(), DRAFT_PATIENCE);
    this.#draft.say(text);
    if (stick) this.#follow(this.#draft.element, true);
  }

  /** Whether the agent spoke after a message: a draft of that reply comes late. */
  #answered(at) {
    return at >= 0 && this.#items.slice(at + 1).some((item) => isAnswer(item.message));
  }

  #endDraft() {
    clearTimeout(this.#draft?.patience);
    this.#draft = null;
    this.#writing.replaceChildren();
  }

  /** Forgets what another conversation said; what the visitor has not sent yet stays. */
  clear() {
    this.#items = this.#items.filter(({ entry }) => entry && !entry.id);
    this.#preQuotes.clear();
    this.#log.replaceChildren(...this.#items.map(({ element }) => element));
    this.#settled();
  }

  loading(on) {
    this.#loading = on;
    this.#log.setAttribute('aria-busy', String(on));
  }

  toEnd() {
    this.scroller.scrollTo({ top: this.scroller.scrollHeight });
    this.#latest.hidden = true;
  }

  /** @returns {number} where the message stands; -1 when it is not here yet */
  #upsert(message, mayBeOurs) {
    let at = this.#items.findIndex((item) => item.id === message.id);
    if (at < 0 && mayBeOurs && message.role === 'visitor') {
      at = this.#items.findIndex(({ id, entry }) => entry && !id && entry.begun
        && entry.content === (message.content ?? '').trim() && fileIds(entry).length === fileCount(message));
    }
    if (at < 0) return -1;
    const item = this.#items[at];
    if (item.entry) {
      item.id = message.id;
      if (!item.entry.id) this.#actions.arrived(item.entry, message.id);
      if (message.erased_files > 0) this.#redraw(item, message);
    } else if (likeness(item.message) === likeness(message)) {
      item.message.files?.forEach((file, which) => Object.assign(file, message.files[which]));
    } else {
      this.#redraw(item, { ...message, pre_quote: message.pre_quote ?? item.message.pre_quote });
    }
    return at;
  }

  #redraw(item, message) {
    const fresh = this.#item(message);
    item.element.replaceWith(fresh.element);
    Object.assign(item, fresh);
  }

  #item(message) {
    const full = { ...message, pre_quote: message.pre_quote ?? this.#preQuotes.get(message.id) };
    const element = isAnswer(message) ? agentMessage(full, this.#page) : visitorMessage(full, this.#page);
    return { id: message.id, message: full, entry: null, element };
  }

  /** Takes in a message that is new here. @returns {number} where it stands */
  #arrive(message, at) {
    const item = this.#item(message);
    if (isAnswer(message)) {
      // What was seen while it was written does not come in once more.
      if (this.#draft) item.element.classList.add('written');
      this.#endDraft();
      if (this.#loading) this.#actions.found(message);
      else this.#actions.received(message);
    }
    return this.#insert(item, at);
  }

  #insert(item, at) {
    this.#log.insertBefore(item.element, this.#items[at]?.element ?? null);
    this.#items.splice(at, 0, item);
    return at;
  }

  #move(from, to) {
    const [item] = this.#items.splice(from, 1);
    item.element.remove();
    return this.#insert(item, to);
  }

  #remove(item) {
    item.element.remove();
    this.#items.splice(this.#items.indexOf(item), 1);
  }

  #settled() {
    let last = '';
    for (const { element, message, entry } of this.#items) {
      const date = new Date((message ?? entry)?.created_at ?? Number.NaN);
      const name = Number.isNaN(date.getTime()) ? last : day(date);
      if (name && name !== last) element.dataset.day = name;
      else delete element.dataset.day;
      last = name;
    }
    this.#items.forEach((item, at) => {
      item.element.classList.toggle('grouped', isGroup(item, this.#items[at + 1]));
    });
    const end = this.#items.at(-1)?.message;
    const replies = end?.role === 'agent' ? end.quick_replies ?? [] : [];
    this.#replies.replaceChildren(...replies.map((words) =>
      el('button', { type: 'button', class: 'button reply gt-quick-reply', onclick: () => this.#actions.reply(words) }, words)));
    this.#replies.hidden = replies.length === 0;
  }

  #atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_THE_END;
  }

  /** Shows a new message from its first line on, unless the visitor is reading further up. */
  #follow(element, stick) {
    if (!stick) {
      this.#latest.hidden = false;
      return;
    }
    requestAnimationFrame(() => {
      const end = this.scroller.scrollHeight - this.scroller.clientHeight;
      this.scroller.scrollTo({ top: Math.min(end, element.offsetTop - 16) });
    });
  }
}

/** Whether the other side said it: its agent, or a person. */
function isAnswer(message) {
  return message?.role === 'agent' || message?.role === 'person';
}

/** What one sees of a message: the addresses of its files are signed anew each time. */
function likeness(message) {
  return JSON.stringify({ ...message, files: message.files?.map((file) => ({ ...file, url: '', thumbnail_url: '' })) });
}

/** Whether the same person goes on speaking a moment later. */
function isGroup(one, next) {
  const [said, then] = [one, next].map((item) => item?.message ?? item?.entry);
  if (!said || !then || next.element.dataset.day || (said.role ?? 'visitor') !== (then.role ?? 'visitor')) return false;
  return new Date(then.created_at) - new Date(said.created_at) < GROUP;
}

/** How many files came with a message, also those that were erased since. */
function fileCount({ files, erased_files: erased = 0 }) {
  return (files?.length ?? 0) + erased;
}
