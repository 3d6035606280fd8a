import { ACCEPTED, attachment, localFile, MOST_FILES, noted, objection, recalled } from './attachments.js';
import { el, icon } from './dom.js';
import { quantity } from './format.js';
import { t } from './i18n.js';

const LONGEST = 8_000;
const NEAR = 7_500;

/** Where the visitor writes, and puts photos before they go. What stands there survives a reload. */
export class Composer {
  /** @type {import('./attachments.js').Attachment[]} */
  #files = [];
  #send;
  #filesUsed;
  #store;
  #shelf;
  #tray = el('ul', { class: 'tray', 'aria-label': t('attached'), hidden: true });
  #room = el('p', { class: 'room soft', id: 'room', hidden: true });
  #trouble = el('div', { class: 'trouble', role: 'alert' });
  #counter = el('p', { class: 'counter', id: 'counter', role: 'status' });
  #text = el('textarea', { id: 'text', class: 'gt-input', rows: '1', enterkeyhint: 'send', autocomplete: 'off', 'aria-describedby': 'counter room' });
  #picker = el('input', { type: 'file', accept: ACCEPTED.join(','), multiple: true, hidden: true, tabindex: '-1', 'aria-hidden': 'true' });
  #button = el('button', { type: 'submit', class: 'round send gt-send', 'aria-label': t('send') }, icon('send'));

  /**
   * @param {string|null} placeholder
   * @param {{send: (content: string, files: object[]) => void, filesUsed: () => number}} page
   * @param {import('./session.js').SessionStore} store
   * @param {import('./shelf.js').Shelf} shelf
   */
  constructor(placeholder, { send, filesUsed }, store, shelf) {
    this.#send = send;
    this.#filesUsed = filesUsed;
    this.#store = store;
    this.#shelf = shelf;
    this.#text.placeholder = placeholder || t('placeholder');
    this.element = el('form', { class: 'composer', novalidate: true, onsubmit: (event) => { event.preventDefault(); this.#submit(); } },
      el('div', { class: 'column' },
        this.#trouble,
        this.#tray,
        this.#room,
        el('div', { class: 'field gt-composer' },
          el('button', { type: 'button', class: 'round photo gt-attach', 'aria-label': t('addPhotos'), title: t('addPhotos'), onclick: () => this.#pick(false) }, icon('clip')),
          el('button', { type: 'button', class: 'round photo camera gt-attach', 'aria-label': t('takePhoto'), title: t('takePhoto'), onclick: () => this.#pick(true) }, icon('photo')),
          this.#picker,
          el('label', { for: 'text', class: 'visually-hidden' }, t('messageLabel')),
          this.#text,
          this.#button),
        this.#counter));
    this.#listen();
    this.#draw();
  }

  focus() {
    this.#text.focus({ preventScroll: true });
  }

  /** Brings back what stood here before a reload. */
  async recall() {
    const { content, files } = await this.#store.draft();
    const found = await Promise.all(files.map((one) => recalled(one, this.#shelf)));
    this.#files.unshift(...found.filter((one) => !one.refusal));
    if (this.#text.value === '') this.#text.value = content;
    this.#changed();
  }

  /** Takes files from wherever: the picker, the clipboard, a drop. @param {Iterable<File>} files */
  attach(files) {
    const objections = [];
    for (const file of files) {
      const reason = objection(file, this.#filesUsed() + this.#files.length);
      if (reason) objections.push(reason);
      else {
        const one = attachment(file);
        this.#files.push(one);
        this.#shelf.keep(one.id, file);
      }
    }
    this.#trouble.replaceChildren(...objections.map((reason) => el('p', {}, icon('warning'), el('span', {}, reason))));
    this.#changed();
    this.focus();
  }

  #listen() {
    this.#text.addEventListener('input', () => this.#typed());
    this.#text.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.#submit();
      }
    });
    this.#picker.addEventListener('change', () => {
      this.attach(this.#picker.files);
      this.#picker.value = '';
    });
  }

  /** Opens the files of the device, or its camera. */
  #pick(camera) {
    this.#picker.accept = camera ? 'image/*' : ACCEPTED.join(',');
    this.#picker.toggleAttribute('multiple', !camera);
    if (camera) this.#picker.setAttribute('capture', 'environment');
    else this.#picker.removeAttribute('capture');
    this.#picker.click();
  }

  #remove(one) {
    this.#files = this.#files.filter((other) => other !== one);
    if (one.preview) URL.revokeObjectURL(one.preview);
    this.#shelf.drop(one.id);
    this.#changed();
    this.focus();
  }

  #submit() {
    const content = this.#text.value.trim();
    if ((content === '' && this.#files.length === 0) || content.length > LONGEST) {
      this.focus();
      return;
    }
    const files = this.#files;
    this.#files = [];
    this.#text.value = '';
    this.#trouble.replaceChildren();
    this.focus();
    // The outbox has the words before the draft is forgotten: a page that dies in between loses nothing.
    this.#send(content, files);
    this.#changed();
  }

  #changed() {
    this.#showFiles();
    this.#typed();
  }

  #typed() {
    this.#store.keepDraft({ content: this.#text.value, files: this.#files.map(noted) });
    this.#draw();
  }

  #draw() {
    const length = this.#text.value.trim().length;
    this.#counter.textContent = length > LONGEST
      ? t('overLimit', { over: quantity(length - LONGEST) })
      : length >= NEAR ? t('limit', { left: quantity(LONGEST - length) }) : '';
    this.#counter.classList.toggle('over', length > LONGEST);
    this.#text.setAttribute('aria-invalid', String(length > LONGEST));
    this.#button.setAttribute('aria-disabled', String((length === 0 && this.#files.length === 0) || length > LONGEST));
    this.#text.style.height = 'auto';
    if (this.#text.value !== '') this.#text.style.height = `${this.#text.scrollHeight}px`;
  }

  #showFiles() {
    const none = this.#files.length === 0;
    this.#tray.hidden = none;
    this.#room.hidden = none;
    this.#room.textContent = none ? '' : t('room', { used: this.#filesUsed() + this.#files.length, most: MOST_FILES });
    this.#tray.replaceChildren(...this.#files.map((one) => el('li', {},
      localFile(one),
      el('button', { type: 'button', class: 'remove', 'aria-label': t('remove', { name: one.file.name }), onclick: () => this.#remove(one) }, icon('close')))));
  }
}
