import { noted, recalled, refusalOf } from './attachments.js';
import { announce } from './dom.js';
import { t } from './i18n.js';
import { uuid } from './session.js';
import { send } from './upload.js';

/** What has to wait for longer than this waits for the visitor, who may have closed the page by then. */
const LONGEST_WAIT = 120;
const FIRST_WAIT = 15;

/**
 * Messages on their way out, one at a time and in order. One that fails stays, and every attempt of it carries the same
 * idempotency key, so that it is said once however often it is sent; what has not gone is kept over a reload.
 */
export class Outbox {
  #api;
  #store;
  #shelf;
  #events;
  #entries = [];
  #kept;
  /** The keys of what this tab answers for: what another tab keeps stays as it is. */
  #mine = new Set();
  #turn;

  /**
   * @param {import('./api.js').Api} api
   * @param {import('./session.js').SessionStore} store
   * @param {import('./shelf.js').Shelf} shelf
   * @param {Promise<void>} entered settled once there is a session to send in
   * @param {{sent: Function, cancelled: Function, renewed: (used: object) => Promise<boolean>, tell: Function}} events
   */
  constructor(api, store, shelf, entered, events) {
    this.#api = api;
    this.#store = store;
    this.#shelf = shelf;
    this.#events = events;
    this.#turn = entered;
    this.#kept = store.unsent();
  }

  /** What an earlier visit of this browser could not send. */
  async recall() {
    const entries = await Promise.all(this.#kept.map(async ({ files = [], ...entry }) =>
      waiting({ ...entry, files: await Promise.all(files.map((one) => recalled(one, this.#shelf))) })));
    this.#kept = [];
    entries.forEach(({ key }) => this.#mine.add(key));
    this.#entries.unshift(...entries);
    return entries;
  }

  /** @param {string} content @param {import('./attachments.js').Attachment[]} files @param {object|null} context */
  add(content, files, context) {
    const entry = waiting({ key: uuid(), content, files, context, created_at: new Date().toISOString() });
    this.#mine.add(entry.key);
    this.#entries.push(entry);
    return entry;
  }

  /** Sends an entry, or sends it again. */
  deliver(entry) {
    if (entry.state === 'sent' || entry.queued) return;
    entry.queued = true;
    this.#show(entry, 'waiting');
    this.#turn = this.#turn.then(() => this.#attempt(entry));
  }

  /** Sends again what only the connection kept back. */
  retryAll() {
    this.#entries.filter((entry) => entry.state === 'failed' && entry.cutOff).forEach((entry) => this.deliver(entry));
  }

  discard(entry) {
    this.#drop(entry);
    entry.files.forEach((one) => this.#takeBack(one));
  }

  /** Stops a file on its way; nothing of it stays, here or there. */
  cancel(entry, one) {
    if (one.file_id) return;
    entry.files = entry.files.filter((other) => other !== one);
    this.#takeBack(one);
    if (entry.content === '' && entry.files.length === 0) {
      this.#drop(entry);
      this.#events.cancelled(entry);
    } else {
      entry.update();
      this.#keep();
    }
  }

  /** The server has the entry under this id: its answer said so, or the stream did. */
  arrived(entry, id) {
    if (entry.id) return;
    entry.id = id;
    this.#drop(entry);
    entry.files.forEach((one) => this.#shelf.drop(one.id));
    this.#show(entry, 'sent');
    this.#events.sent(entry);
  }

  async #attempt(entry) {
    entry.queued = false;
    if (!this.#entries.includes(entry)) return;
    const used = this.#api.session;
    try {
      await this.#go(entry);
    } catch (problem) {
      const renewed = problem.sessionRefused && await this.#events.renewed(used);
      if (!renewed) {
        this.#failed(entry, problem);
        return;
      }
      // Files went into the session that is no more.
      entry.files.forEach((one) => { Object.assign(one, { file_id: null, upload: null }); });
      await this.#go(entry).catch((again) => this.#failed(entry, again));
    }
  }

  async #go(entry) {
    if (entry.files.length > 0) await this.#upload(entry);
    if (!this.#entries.includes(entry)) return;
    const ids = fileIds(entry);
    if (entry.content === '' && ids.length === 0) {
      Object.assign(entry, { reason: null, hopeful: false });
      this.#show(entry, 'failed');
      return;
    }
    this.#show(entry, 'sending');
    entry.begun = true;
    const body = { content: entry.content, ...(ids.length > 0 && { file_ids: ids }), ...(entry.context && { context: entry.context }) };
    try {
      const answer = await this.#api.send(body, entry.key);
      this.arrived(entry, answer.message_id);
    } catch (problem) {
      if (problem.code !== 'file_not_found' || ids.length === 0) throw problem;
      this.#spare(entry, ids[0]);
      await this.#go(entry);
    }
  }

  /** A photo that waited too long for its words was said without them, and is not said again. */
  #spare(entry, id) {
    const one = entry.files.find((other) => other.file_id === id);
    entry.files = entry.files.filter((other) => other !== one);
    entry.key = uuid();
    this.#mine.add(entry.key);
    this.#shelf.drop(one.id);
    if (entry.content !== '' || entry.files.length > 0) return;
    this.#drop(entry);
    this.#events.cancelled(entry);
  }

  async #upload(entry) {
    this.#show(entry, 'uploading');
    for (const one of [...entry.files]) {
      if (one.file_id || one.refusal || !entry.files.includes(one)) continue;
      await this.#send(entry, one);
      entry.update();
    }
  }

  async #send(entry, one) {
    let place = one.upload;
    const changed = () => {
      entry.update();
      this.#events.tell('uploading', { name: one.file.name, progress: one.share });
      if (one.upload !== place) this.#keep();
      place = one.upload;
    };
    try {
      const file = await send(one, this.#api, changed);
      if (one.stop.signal.aborted) return;
      one.file_id = file.file_id;
      this.#keep();
      this.#events.tell('uploaded', file);
      one.settled?.(file);
    } catch (problem) {
      if (one.stop.signal.aborted) return;
      if (problem.passing || problem.sessionRefused) throw problem;
      one.refusal = refusalOf(problem, one.file.name);
      announce(one.refusal);
      this.#shelf.drop(one.id);
      this.#lost(one, one.refusal, problem.code);
    }
  }

  #takeBack(one) {
    one.stop.abort();
    if (one.preview) URL.revokeObjectURL(one.preview);
    if (one.upload && !one.file_id) this.#api.endUpload(one.upload);
    this.#shelf.drop(one.id);
    if (!one.file_id && !one.refusal) this.#lost(one, t('cancelled', { name: one.file.name }), 'cancelled');
  }

  #lost(one, reason, code) {
    this.#events.tell('upload-failed', { name: one.file.name, reason, code });
    one.settled?.(null, reason, code);
  }

  #failed(entry, problem) {
    if (entry.id || !this.#entries.includes(entry)) return;
    Object.assign(entry, { hopeful: problem.passing, cutOff: problem.status === 0, reason: reasonOf(problem) });
    this.#show(entry, 'failed');
    announce(`${t('notSent')}. ${entry.reason}`);
    this.#events.tell('trouble', { status: problem.status, code: problem.code, reason: entry.reason });
    if (problem.status === 429) this.#again(entry, problem.retryAfter ?? FIRST_WAIT);
  }

  /** The server said when: the visitor's words go by themselves then, in their order and with their key. */
  #again(entry, seconds) {
    if (seconds > LONGEST_WAIT) return;
    setTimeout(() => {
      if (entry.state === 'failed' && this.#entries.includes(entry)) this.deliver(entry);
    }, seconds * 1_000 + Math.random() * 1_000);
  }

  #show(entry, state) {
    entry.state = state;
    entry.update();
    this.#keep();
  }

  #drop(entry) {
    this.#entries = this.#entries.filter((one) => one !== entry);
    this.#keep();
  }

  #keep() {
    const unsent = this.#entries
      .filter((entry) => entry.state !== 'failed' || entry.hopeful)
      .map(({ key, content, context, files, created_at }) =>
        ({ key, content, context, created_at, files: files.filter((one) => !one.refusal).map(noted) }));
    const others = this.#store.unsent().filter(({ key }) => !this.#mine.has(key));
    this.#store.keepUnsent([...others, ...unsent]);
  }
}

/** @returns {string[]} the files of an entry that the server has */
export function fileIds(entry) {
  return entry.files.map((one) => one.file_id).filter(Boolean);
}

function waiting(fields) {
  return { ...fields, state: 'waiting', reason: null, hopeful: false, cutOff: false, id: null, begun: false, queued: false, update: () => {} };
}

function reasonOf(problem) {
  if (problem.status === 0) return t('noNetwork');
  if (problem.status === 429) return reasonToWait(problem.retryAfter);
  if (problem.status === 410) return t('expiredTitle');
  if (problem.status >= 500) return t('serverTrouble');
  return t('refused');
}

function reasonToWait(seconds) {
  if (!seconds) return t('tooMany');
  return seconds > LONGEST_WAIT ? t('waitLong') : t('waitSeconds', { seconds });
}
