import { Api, Problem } from './api.js';
import { attachment, objection } from './attachments.js';
import { paint } from './colour.js';
import { Composer } from './composer.js';
import { Conversation } from './conversation.js';
import { dress } from './custom-css.js';
import { el } from './dom.js';
import { takeFiles } from './drop.js';
import { Events } from './events.js';
import { avatar, header, offlineNotice } from './header.js';
import { t } from './i18n.js';
import { showNotice } from './notice.js';
import { Outbox } from './outbox.js';
import { Replies } from './replies.js';
import { Shelf } from './shelf.js';

const REOPEN_PAUSE = 60_000;
const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 60_000;

/**
 * A conversation on the screen: comes in by its door or goes on where it stopped, and ties the parts together. On the
 * bus it tells of what was `sent` and `received`, or `found` on the way in, of files that are `uploading`, `uploaded` or `upload-failed`, and of
 * `trouble`.
 */
export class Page {
  /** What the page around says of itself; it goes with every message. */
  context = null;

  #app = document.getElementById('app');
  #door;
  #bus;
  #api;
  #shelf;
  #conversation;
  #composer;
  #outbox;
  #replies;
  #events;
  #cursor = null;
  #reopenedAt = -REOPEN_PAUSE;
  #pause = FIRST_PAUSE;
  #syncing = null;
  #opening = null;
  #recalled;
  #entered;
  #resting = false;
  #dropping;

  /** @param {{door: import('./door.js').LinkDoor, bus: EventTarget}} how */
  constructor({ door, bus }) {
    this.#door = door;
    this.#bus = bus;
    this.#api = new Api(door.headers);
    this.#shelf = new Shelf(door.store.name);
  }

  /** Shows what the door knows of whom one will talk to, before it is opened. */
  show() {
    if (!this.#conversation) this.#draw(this.#door.look);
  }

  /** Comes in, once; the visitor may write meanwhile. */
  open() {
    this.follow();
    this.#opening ??= this.#enter();
    return this.#opening;
  }

  /** Follows the conversation no more, until it is told to. */
  rest() {
    this.#resting = true;
    this.#events?.stop();
    this.#events = null;
  }

  follow() {
    if (!this.#resting) return;
    this.#resting = false;
    this.#connect();
  }

  focus() {
    this.#composer?.focus();
  }

  /** Says something in the visitor's name. @param {string} content @param {object[]} [files] attachments */
  say(content, files = []) {
    const entry = this.#outbox.add(content, files, this.context);
    this.#conversation.outgoing(entry);
    this.#outbox.deliver(entry);
  }

  /** Sends a file without a word. @param {File} file @returns {Promise<object>} the file as the server names it */
  upload(file) {
    const refusal = objection(file, this.#conversation.files);
    if (refusal) {
      this.#tell('upload-failed', { name: file.name, reason: refusal, code: 'refused' });
      return Promise.reject(Object.assign(new Error(refusal), { code: 'refused' }));
    }
    const one = attachment(file);
    return new Promise((resolve, reject) => {
      one.settled = (data, reason, code) => (data ? resolve(data) : reject(Object.assign(new Error(reason), { code })));
      this.#shelf.keep(one.id, file);
      this.say('', [one]);
    });
  }

  async #enter() {
    try {
      const session = this.#door.store.recall() ?? await this.#init();
      this.#api.session = session;
      if (!this.#conversation) this.#draw(this.#door.look ?? session);
      this.#entered();
      await this.#begin();
    } catch (problem) {
      this.#opening = null;
      this.#conversation?.loading(false);
      if (this.#door.look && problem.passing) this.#later();
      else this.#giveUp(problem);
    }
  }

  /** Tries once more to come in, ever more slowly. */
  #later() {
    setTimeout(() => { this.#opening ??= this.#enter(); }, this.#pause);
    this.#pause = Math.min(LONGEST_PAUSE, this.#pause * 2);
  }

  async #init() {
    const session = await this.#door.open();
    this.#door.store.remember(session);
    return session;
  }

  async #begin() {
    this.#conversation.loading(true);
    const unsent = await this.#recalled;
    await this.#sync();
    this.#conversation.welcome(this.#api.session.welcome_message);
    unsent.forEach((entry) => this.#outbox.deliver(entry));
    this.#recalled = [];
    this.#conversation.toEnd();
    this.#conversation.loading(false);
    this.#connect();
  }

  /** Brings back what the visitor wrote before a reload. @returns {Promise<object[]>} what was on its way out */
  async #recall() {
    const [unsent] = await Promise.all([this.#outbox.recall(), this.#composer.recall()]);
    unsent.forEach((entry) => this.#conversation.outgoing(entry));
    this.#shelf.tidy(this.#door.store.files());
    return unsent;
  }

  #draw(session) {
    paint(session.branding?.primary_color);
    dress(session.branding?.custom_css);
    const name = session.artisan?.name || session.branding?.title || session.agent?.name || t('assistant');
    document.title = name;
    const entered = new Promise((resolve) => { this.#entered = resolve; });
    this.#outbox = new Outbox(this.#api, this.#door.store, this.#shelf, entered, {
      sent: (entry) => this.#sent(entry),
      cancelled: (entry) => this.#conversation.discard(entry),
      renewed: (used) => this.#renewed(used),
      tell: (type, detail) => this.#tell(type, detail),
    });
    this.#conversation = this.#talk(session);
    this.#replies = new Replies(this.#api, () => this.#events?.open ?? false, {
      answered: () => this.#quietly(async () => { await this.#sync(); this.#conversation.typing(false); }),
      failed: () => { this.#conversation.typing(false); this.#conversation.note(t('noAnswer')); },
      silent: () => this.#conversation.typing(false),
    });
    const page = { send: (content, files) => this.say(content, files), filesUsed: () => this.#conversation.files };
    this.#composer = new Composer(session.placeholder, page, this.#door.store, this.#shelf);
    this.#app.classList.add('gt-app');
    this.#app.replaceChildren(
      header(session, name),
      el('main', {}, offlineNotice(() => this.#online()), this.#conversation.element),
      el('footer', {}, this.#composer.element, session.branding?.powered_by && el('p', { class: 'powered' }, t('poweredBy'))));
    this.#dropping ??= takeFiles(this.#app, (files) => this.#composer.attach(files));
    this.#app.append(this.#dropping);
    this.#app.removeAttribute('aria-busy');
    this.#conversation.welcome(session.welcome_message);
    this.#recalled = this.#recall();
    // In a frame the page around has the focus, until the visitor comes.
    if (!this.#door.look) this.#refocus();
  }

  /** Where there is a keyboard one goes on writing; on a phone it would cover half of the page. */
  #refocus() {
    if (matchMedia('(pointer: fine)').matches) this.#composer.focus();
  }

  #talk(session) {
    const page = { agentName: session.agent?.name || t('assistant'), avatar: () => avatar(session), api: this.#api };
    return new Conversation(page, {
      reply: (words) => { this.say(words); this.#refocus(); },
      retry: (entry) => this.#outbox.deliver(entry),
      discard: (entry) => { this.#outbox.discard(entry); this.#conversation.discard(entry); this.#composer.focus(); },
      cancel: (entry, one) => { this.#outbox.cancel(entry, one); this.#refocus(); },
      arrived: (entry, id) => this.#outbox.arrived(entry, id),
      received: (message) => this.#tell('received', message),
      found: (message) => this.#tell('found', message),
    });
  }

  #sent(entry) {
    this.#conversation.acknowledge(entry, entry.id);
    if (this.#conversation.endsWith(entry) && !this.#conversation.withPerson) this.#conversation.typing(true);
    this.#replies.watch(entry.id);
    this.#tell('sent', { id: entry.id, content: entry.content });
    this.#opening ??= this.#enter();
  }

  #connect() {
    this.#events?.stop();
    if (this.#resting || !this.#api.session) return;
    const events = new Events(this.#api);
    this.#events = events;
    // What was said while no stream was open is in the list; what was cut off goes again.
    events.addEventListener('open', () => { this.#outbox.retryAll(); this.#quietly(() => this.#sync()); });
    events.addEventListener('refused', () => this.#quietly(() => this.#sync()));
    events.addEventListener('typing', ({ detail }) => this.#conversation.typing(detail.typing === true));
    events.addEventListener('draft', ({ detail }) => this.#conversation.draft(detail.reply_to, detail.text));
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

  /** The server knows the session no more: the door is opened again, once in a while. */
  async #reopen() {
    if (performance.now() - this.#reopenedAt < REOPEN_PAUSE) throw new Problem(503);
    const before = this.#api.session.conversation_id;
    this.#door.store.forget();
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
    if (this.#opening && this.#api.session) this.#quietly(() => this.#sync());
    else this.open();
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
    if (problem.status === 410) this.#door.store.forget();
    if (!(problem instanceof Problem)) console.error(problem);
    this.#tell('trouble', { status: problem.status ?? 0, code: problem.code ?? '' });
    showNotice(this.#app, problem.status, () => this.#again());
  }

  #again() {
    Object.assign(this.#api, { session: null });
    this.#cursor = null;
    this.#conversation = null;
    this.#opening = null;
    this.open();
  }

  #tell(type, detail) {
    this.#bus.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
