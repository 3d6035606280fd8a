import { Api, Problem } from './api.js';
import { paint } from './colour.js';
import { Composer } from './composer.js';
import { Conversation } from './conversation.js';
import { el, icon, imageUrl } from './dom.js';
import { Events } from './events.js';
import { language, t } from './i18n.js';
import { showNotice } from './notice.js';
import { Outbox } from './outbox.js';
import { Replies } from './replies.js';
import { SessionStore } from './session.js';

const REOPEN_PAUSE = 60_000;

/** The page: opens the link or goes on with its conversation, and ties the parts together. */
class Page {
  #app = document.getElementById('app');
  #api = new Api();
  #token;
  #store;
  #conversation;
  #outbox;
  #replies;
  #events;
  #cursor = null;
  #reopenedAt = -REOPEN_PAUSE;
  #syncing = null;

  constructor(token) {
    this.#token = token;
    this.#store = new SessionStore(token);
  }

  async open() {
    try {
      this.#api.session = this.#store.recall() ?? await this.#init();
      this.#draw(this.#api.session);
      await this.#begin();
    } catch (problem) {
      this.#giveUp(problem);
    }
  }

  async #init() {
    const session = await new Api().init(this.#token);
    this.#store.remember(session);
    return session;
  }

  async #begin() {
    this.#conversation.loading(true);
    await this.#sync();
    this.#conversation.welcome(this.#api.session.welcome_message);
    const { unsent } = this.#outbox;
    unsent.forEach((entry) => this.#conversation.outgoing(entry));
    unsent.forEach((entry) => this.#outbox.deliver(entry));
    this.#conversation.toEnd();
    this.#conversation.loading(false);
    this.#connect();
  }

  #draw(session) {
    paint(session.branding?.primary_color);
    const name = session.artisan?.name || session.branding?.title || session.agent?.name || t('assistant');
    document.title = name;
    const page = { agentName: session.agent?.name || t('assistant'), avatar: () => avatar(session), api: this.#api };
    this.#outbox = new Outbox(this.#api, this.#store, {
      sent: (entry) => this.#sent(entry),
      renewed: (used) => this.#renewed(used),
    });
    this.#conversation = new Conversation(page, {
      reply: (words) => this.#say(words, []),
      retry: (entry) => this.#outbox.deliver(entry),
      discard: (entry) => { this.#outbox.discard(entry); this.#conversation.discard(entry); composer.focus(); },
      arrived: (entry, id) => this.#outbox.arrived(entry, id),
    });
    this.#replies = new Replies(this.#api, () => this.#events?.open ?? false, {
      answered: () => this.#quietly(async () => { await this.#sync(); this.#conversation.typing(false); }),
      failed: () => { this.#conversation.typing(false); this.#conversation.note(t('noAnswer')); },
      silent: () => this.#conversation.typing(false),
    });
    const composer = new Composer(session.placeholder, (content, files) => this.#say(content, files), () => this.#conversation.files);
    this.#app.replaceChildren(
      header(session, name),
      el('main', {}, offlineNotice(() => this.#online()), this.#conversation.element),
      el('footer', {}, composer.element, session.branding?.powered_by && el('p', { class: 'powered' }, t('poweredBy'))));
    this.#app.removeAttribute('aria-busy');
    if (matchMedia('(pointer: fine)').matches) composer.focus();
  }

  #say(content, files) {
    const entry = this.#outbox.add(content, files);
    this.#conversation.outgoing(entry);
    this.#outbox.deliver(entry);
  }

  #sent(entry) {
    this.#conversation.acknowledge(entry, entry.id);
    if (this.#conversation.endsWith(entry)) this.#conversation.typing(true);
    this.#replies.watch(entry.id);
  }

  #connect() {
    this.#events?.stop();
    const events = new Events(this.#api);
    this.#events = events;
    // What was said while no stream was open is in the list.
    events.addEventListener('open', () => this.#quietly(() => this.#sync()));
    events.addEventListener('refused', () => this.#quietly(() => this.#sync()));
    events.addEventListener('typing', ({ detail }) => this.#conversation.typing(detail.typing === true));
    events.addEventListener('message', ({ detail }) => this.#conversation.receive(detail));
    events.addEventListener('pre_quote', ({ detail }) => this.#conversation.preQuote(detail.message_id, detail.pre_quote));
    events.start();
  }

  /** Brings the screen up to the server's list; the callers that come meanwhile share the answer. */
  #sync() {
    this.#syncing ??= this.#read().finally(() => { this.#syncing = null; });
    return this.#syncing;
  }

  async #read() {
    try {
      let page;
      do {
        page = await this.#api.messages(this.#cursor);
        this.#conversation.merge(page.messages, this.#cursor === null);
        this.#cursor = page.next ?? this.#cursor;
      } while (page.next);
    } catch (problem) {
      if (!problem.sessionRefused) throw problem;
      await this.#reopen();
      await this.#read();
    }
  }

  /** The server knows the session no more: the link is opened again, once in a while. */
  async #reopen() {
    if (performance.now() - this.#reopenedAt < REOPEN_PAUSE) throw new Problem(503);
    const before = this.#api.session.conversation_id;
    this.#store.forget();
    this.#api.session = await this.#init();
    this.#reopenedAt = performance.now();
    this.#cursor = null;
    if (this.#api.session.conversation_id !== before) {
      this.#conversation.clear();
      this.#conversation.welcome(this.#api.session.welcome_message);
    }
    if (this.#events) this.#connect();
  }

  /** Whether another session than the one used has taken its place. */
  async #renewed(used) {
    if (this.#api.session === used) await this.#quietly(() => this.#sync());
    return this.#api.session !== used;
  }

  #online() {
    this.#outbox.retryAll();
    this.#quietly(() => this.#sync());
  }

  /** In the background a lost connection is no news: the stream and the next look at the list make up for it. */
  async #quietly(work) {
    try {
      await work();
    } catch (problem) {
      if (!problem.passing) this.#giveUp(problem);
    }
  }

  #giveUp(problem) {
    this.#events?.stop();
    if (problem.status === 410) this.#store.forget();
    if (!(problem instanceof Problem)) console.error(problem);
    showNotice(this.#app, problem.status, () => new Page(this.#token).open());
  }
}

function header(session, name) {
  const subtitle = session.branding?.title && session.branding.title !== name
    ? session.branding.title
    : session.artisan?.name ? session.agent?.name : t('assistant');
  return el('header', { class: 'top' },
    el('div', { class: 'column brand' },
      logo(session.branding?.logo_url, name),
      el('div', { class: 'who' }, el('h1', {}, name), el('p', {}, subtitle))),
    el('p', { class: 'disclosure', role: 'note' },
      el('span', { class: 'column' }, icon('spark'), el('span', {}, session.disclosure || t('disclosure')))));
}

/** A tenant's logo; the initials of its name where there is none, or it does not load. */
function logo(value, name) {
  const initials = name.split(/\s+/).map((word) => [...word][0]).filter(Boolean).slice(0, 2).join('').toUpperCase();
  const place = el('span', { class: 'logo' }, el('span', { 'aria-hidden': 'true' }, initials));
  const url = imageUrl(value);
  if (url) place.replaceChildren(picture(url, () => place.replaceChildren(el('span', { 'aria-hidden': 'true' }, initials))));
  return place;
}

function avatar(session) {
  const url = imageUrl(session.agent?.avatar);
  const place = el('span', { class: 'avatar', 'aria-hidden': 'true' }, icon('spark'));
  if (url) place.replaceChildren(picture(url, () => place.replaceChildren(icon('spark'))));
  return place;
}

function picture(url, onerror) {
  return el('img', { src: url, alt: '', referrerpolicy: 'no-referrer', onerror });
}

function offlineNotice(online) {
  const notice = el('p', { class: 'offline', role: 'status' });
  const show = () => { notice.textContent = navigator.onLine ? '' : t('offline'); };
  addEventListener('offline', show);
  addEventListener('online', () => { show(); online(); });
  show();
  return notice;
}

/** A phone's keyboard takes a part of the screen: the page keeps to what is left, unless it is being zoomed. */
function keepAboveKeyboard() {
  const fit = () => {
    if (visualViewport.scale === 1) document.documentElement.style.setProperty('--height', `${visualViewport.height}px`);
  };
  visualViewport?.addEventListener('resize', fit);
}

document.documentElement.lang = language();
keepAboveKeyboard();
new Page(location.pathname.split('/')[2]).open();
