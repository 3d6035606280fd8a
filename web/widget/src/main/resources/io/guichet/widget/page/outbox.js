import { refusalOf } from './attachments.js';
import { announce } from './dom.js';
import { t } from './i18n.js';
import { uuid } from './session.js';

/** What has to wait for longer than this waits for the visitor, who may have closed the page by then. */
const LONGEST_WAIT = 120;
const FIRST_WAIT = 15;

/**
 * Messages on their way out, one at a time and in order. One that fails stays, and every attempt of it carries the same
 * idempotency key, so that it is said once however often it is sent.
 */
export class Outbox {
  /** What an earlier visit of this browser could not send. */
  unsent;

  #api;
  #store;
  #events;
  #entries;
  #turn = Promise.resolve();

  /**
   * @param {import('./api.js').Api} api
   * @param {import('./session.js').SessionStore} store
   * @param {{sent: Function, renewed: (used: object) => Promise<boolean>}} events
   */
  constructor(api, store, events) {
    this.#api = api;
    this.#store = store;
    this.#events = events;
    this.#entries = store.unsent().map(({ key, content, file_ids: fileIds, created_at }) =>
      waiting({ key, content, files: [], fileIds, created_at }));
    this.unsent = [...this.#entries];
  }

  /** @param {string} content @param {import('./attachments.js').Attachment[]} files */
  add(content, files) {
    const entry = waiting({ key: uuid(), content, files, fileIds: [], created_at: new Date().toISOString() });
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
    this.#entries.filter((entry) => entry.state === 'failed' && entry.hopeful).forEach((entry) => this.deliver(entry));
  }

  discard(entry) {
    this.#entries = this.#entries.filter((one) => one !== entry);
    this.#keep();
  }

  /** The server has the entry under this id: its answer said so, or the stream did. */
  arrived(entry, id) {
    if (entry.id) return;
    entry.id = id;
    this.#entries = this.#entries.filter((one) => one !== entry);
    this.#show(entry, 'sent');
    this.#events.sent(entry);
  }

  async #attempt(entry) {
    entry.queued = false;
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
      entry.files.forEach((one) => { one.file_id = null; });
      await this.#go(entry).catch((again) => this.#failed(entry, again));
    }
  }

  async #go(entry) {
    if (entry.files.length > 0) await this.#upload(entry);
    const ids = [...entry.fileIds, ...entry.files.map((one) => one.file_id).filter(Boolean)];
    if (entry.content === '' && ids.length === 0) {
      entry.reason = null;
      entry.hopeful = false;
      this.#show(entry, 'failed');
      return;
    }
    this.#show(entry, 'sending');
    entry.begun = true;
    const body = { content: entry.content, ...(ids.length > 0 && { file_ids: ids }) };
    const answer = await this.#api.send(body, entry.key);
    this.arrived(entry, answer.message_id);
  }

  async #upload(entry) {
    this.#show(entry, 'uploading');
    for (const one of entry.files) {
      if (one.file_id || one.refusal) continue;
      try {
        const answer = await this.#api.upload(one.file, (share) => { one.share = share; entry.update(); });
        one.file_id = answer.file_id;
      } catch (problem) {
        if (problem.passing || problem.sessionRefused) throw problem;
        one.refusal = refusalOf(problem, one.file.name);
        announce(one.refusal);
      }
      entry.update();
    }
  }

  #failed(entry, problem) {
    if (entry.id) return;
    entry.hopeful = problem.passing;
    entry.reason = reasonOf(problem);
    this.#show(entry, 'failed');
    announce(`${t('notSent')}. ${entry.reason}`);
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

  /** Files that are not with the server yet cannot be kept over a reload; everything else is. */
  #keep() {
    this.#store.keepUnsent(this.#entries
      .filter((entry) => entry.files.every((one) => one.file_id || one.refusal) && (entry.state !== 'failed' || entry.hopeful))
      .map((entry) => ({
        key: entry.key,
        content: entry.content,
        file_ids: [...entry.fileIds, ...entry.files.map((one) => one.file_id).filter(Boolean)],
        created_at: entry.created_at,
      })));
  }
}

function waiting(fields) {
  return { ...fields, state: 'waiting', reason: null, hopeful: false, id: null, begun: false, queued: false, update: () => {} };
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
