import { connection } from './channel.js';
import { palette } from './colour.js';
import { el, icon } from './dom.js';
import { FrameDoor } from './frame-door.js';
import { language, t, useLanguage } from './i18n.js';
import { Page } from './page.js';
import { borrowStorage } from './storage.js';
import { isDark, onScheme } from './theme.js';
import { Unread } from './unread.js';

/** A tab that nobody looks at for so long follows nothing: a browser has few connections for all of its tabs. */
const OUT_OF_SIGHT = 60_000;

/** What the page around hears of, by the name that it knows it by. */
const TOLD = {
  sent: ['message:sent', ({ id, content }) => ({ id, role: 'visitor', content })],
  uploading: ['file:uploading', (detail) => detail],
  uploaded: ['file:uploaded', (detail) => detail],
  'upload-failed': ['file:error', ({ name, code, reason }) => ({ name, code, message: reason })],
  trouble: ['error', ({ code, status, reason }) => ({ code: code || 'unavailable', status, message: reason ?? '' })],
};

/** The conversation in a frame on a partner's page: what of it is the frame's, and not the conversation's. */
class Frame {
  #channel;
  #inline;
  #look;
  #door;
  #page;
  #unread;
  #panel;
  #open = false;

  constructor(frame, { channel, token, inline, context }) {
    this.#channel = channel;
    this.#inline = inline;
    this.#look = frame.look;
    this.#door = new FrameDoor(frame, channel);
    this.#panel = `guichet.panel.${this.#door.store.name}`;
    this.#unread = new Unread(this.#door.store.name, (count) => this.#count(count));
    const bus = new EventTarget();
    this.#page = new Page({ door: this.#door, bus });
    this.#page.context = context;
    this.#tell(bus);
    this.#listen();
    this.#page.show();
    if (!inline) this.#buttons();
    channel.post({ type: 'hello', token, open: this.#remembered() === 'open', ...this.#brand() });
    onScheme(() => channel.post({ type: 'look', ...this.#brand() }));
    this.#goOn();
  }

  /** Something was said on another page of this site: its answer may come here. */
  #goOn() {
    const spoken = this.#unread.any || this.#door.store.unsent().length > 0;
    if (spoken && this.#door.store.recall() && this.#remembered() !== 'closed') this.#page.open();
  }

  #brand() {
    const { fill, on } = palette(this.#look.branding.primary_color, isDark());
    const title = this.#look.branding.title || this.#look.agent.name;
    return { fill, on, labels: { title, open: t('openChat'), close: t('minimise') } };
  }

  #tell(bus) {
    const event = (name, detail) => this.#channel.post({ type: 'event', name, detail });
    for (const [type, [name, shape]] of Object.entries(TOLD)) {
      bus.addEventListener(type, ({ detail }) => event(name, shape(detail)));
    }
    const heard = ({ detail }) => {
      const { id, role, content, created_at } = detail;
      if (id && this.#unread.hear(detail)) event('message:received', { id, role, content, created_at });
    };
    bus.addEventListener('received', heard);
    bus.addEventListener('found', heard);
  }

  #listen() {
    this.#channel.addEventListener('state', ({ detail }) => this.#shown(detail));
    this.#channel.addEventListener('say', ({ detail }) => { this.#want(); this.#page.say(detail.text); });
    this.#channel.addEventListener('context', ({ detail }) => { this.#page.context = detail.context; });
    this.#channel.addEventListener('upload', ({ detail }) => { this.#want(); this.#upload(detail); });
    addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog[open]')) this.#leave('minimised');
    });
    if (this.#inline) {
      ['pointerdown', 'keydown', 'drop'].forEach((type) => addEventListener(type, () => this.#want(), { capture: true, once: true }));
    }
    let rest;
    document.addEventListener('visibilitychange', () => {
      clearTimeout(rest);
      this.#unread.look(this.#seen());
      if (document.hidden) rest = setTimeout(() => this.#page.rest(), OUT_OF_SIGHT);
      else if (this.#remembered() !== 'closed') this.#page.follow();
    });
  }

  #shown({ open, focus }) {
    this.#open = open;
    if (open) {
      this.#remember('open');
      if (!this.#inline || focus) this.#want();
      if (focus) this.#page.focus();
    } else if (this.#remembered() === 'open') {
      this.#remember('minimised');
    }
    this.#unread.look(this.#seen());
  }

  /** The visitor is here: from now on a session may be opened. */
  #want() {
    this.#door.want();
    this.#page.open();
  }

  async #upload({ id, file }) {
    try {
      this.#channel.post({ type: 'file', id, file: await this.#page.upload(file) });
    } catch (problem) {
      this.#channel.post({ type: 'file', id, code: problem.code || 'refused', reason: problem.message });
    }
  }

  /** Minimised, the conversation is followed, and its news are counted; closed, it rests until it is opened again. */
  #leave(how) {
    if (this.#inline) return;
    this.#remember(how);
    if (how === 'closed') this.#page.rest();
    this.#channel.post({ type: 'close' });
  }

  #buttons() {
    const button = (name, text, how) =>
      el('button', { type: 'button', class: 'round', 'aria-label': t(text), title: t(text), onclick: () => this.#leave(how) }, icon(name));
    document.body.prepend(el('div', { class: 'window-buttons' },
      button('minimise', 'minimise', 'minimised'), button('close', 'closeChat', 'closed')));
  }

  #seen() {
    return this.#open && !document.hidden;
  }

  #count(count) {
    this.#channel.post({ type: 'unread', count, label: t(count === 1 ? 'unreadOne' : 'unreadMany', { count }) });
  }

  #remembered() {
    try {
      return sessionStorage.getItem(this.#panel) ?? 'minimised';
    } catch {
      return 'minimised';
    }
  }

  #remember(state) {
    try {
      sessionStorage.setItem(this.#panel, state);
    } catch {
      // Where the browser keeps nothing, a reload begins with the button.
    }
  }
}

const frame = JSON.parse(document.querySelector('meta[name=guichet-frame]').content);
useLanguage(document.documentElement.lang);
connection(frame.parent).then((connected) => {
  borrowStorage(connected.kept, connected.channel);
  return new Frame(frame, connected);
});
