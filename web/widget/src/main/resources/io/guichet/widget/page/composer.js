import { ACCEPTED, attachment, localFile, objection } from './attachments.js';
import { el, icon } from './dom.js';
import { quantity } from './format.js';
import { t } from './i18n.js';

const LONGEST = 8_000;
const NEAR = 7_500;

/** Where the visitor writes, and puts photos before they go. */
export class Composer {
  /** @type {import('./attachments.js').Attachment[]} */
  #files = [];
  #send;
  #filesUsed;
  #tray = el('ul', { class: 'tray', 'aria-label': t('attached'), hidden: true });
  #trouble = el('div', { class: 'trouble', role: 'alert' });
  #counter = el('p', { class: 'counter', id: 'counter', role: 'status' });
  #text = el('textarea', { id: 'text', rows: '1', enterkeyhint: 'send', autocomplete: 'off', 'aria-describedby': 'counter' });
  #picker = el('input', { type: 'file', accept: ACCEPTED.join(','), multiple: true, hidden: true, tabindex: '-1', 'aria-hidden': 'true' });
  #button = el('button', { type: 'submit', class: 'round send', 'aria-label': t('send') }, icon('send'));

  /** @param {string|null} placeholder @param {(content: string, files: object[]) => void} send @param {() => number} filesUsed */
  constructor(placeholder, send, filesUsed) {
    this.#send = send;
    this.#filesUsed = filesUsed;
    this.#text.placeholder = placeholder || t('placeholder');
    this.element = el('form', { class: 'composer', novalidate: true, onsubmit: (event) => { event.preventDefault(); this.#submit(); } },
      el('div', { class: 'column' },
        this.#trouble,
        this.#tray,
        el('div', { class: 'field' },
          el('button', { type: 'button', class: 'round photo', 'aria-label': t('addPhotos'), title: t('addPhotos'), onclick: () => this.#picker.click() }, icon('photo')),
          this.#picker,
          el('label', { for: 'text', class: 'visually-hidden' }, t('messageLabel')),
          this.#text,
          this.#button),
        this.#counter));
    this.#listen();
    this.#changed();
  }

  focus() {
    this.#text.focus({ preventScroll: true });
  }

  #listen() {
    this.#text.addEventListener('input', () => this.#changed());
    this.#text.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.#submit();
      }
    });
    this.#text.addEventListener('paste', (event) => {
      if (event.clipboardData?.files.length) {
        event.preventDefault();
        this.#attach(event.clipboardData.files);
      }
    });
    this.#picker.addEventListener('change', () => {
      this.#attach(this.#picker.files);
      this.#picker.value = '';
    });
  }

  #attach(files) {
    const objections = [];
    for (const file of files) {
      const reason = objection(file, this.#filesUsed() + this.#files.length);
      if (reason) objections.push(reason);
      else this.#files.push(attachment(file));
    }
    this.#trouble.replaceChildren(...objections.map((reason) => el('p', {}, icon('warning'), el('span', {}, reason))));
    this.#changed();
    this.focus();
  }

  #remove(one) {
    this.#files = this.#files.filter((other) => other !== one);
    if (one.preview) URL.revokeObjectURL(one.preview);
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
    this.#changed();
    this.focus();
    this.#send(content, files);
  }

  #changed() {
    const length = this.#text.value.trim().length;
    this.#counter.textContent = length > LONGEST
      ? t('overLimit', { over: quantity(length - LONGEST) })
      : length >= NEAR ? t('limit', { left: quantity(LONGEST - length) }) : '';
    this.#counter.classList.toggle('over', length > LONGEST);
    this.#text.setAttribute('aria-invalid', String(length > LONGEST));
    this.#button.setAttribute('aria-disabled', String((length === 0 && this.#files.length === 0) || length > LONGEST));
    this.#tray.hidden = this.#files.length === 0;
    this.#tray.replaceChildren(...this.#files.map((one) => el('li', {},
      localFile(one),
      el('button', { type: 'button', class: 'remove', 'aria-label': t('remove', { name: one.file.name }), onclick: () => this.#remove(one) }, icon('close')))));
    this.#text.style.height = 'auto';
    if (this.#text.value !== '') this.#text.style.height = `${this.#text.scrollHeight}px`;
  }
}
