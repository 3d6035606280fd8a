/*
 * What this browser remembers of a conversation, so that a reload or a second click on the link goes on where it
 * stopped. The link's token is not kept: a hash of it names the entry.
 */

const PREFIX = 'guichet.session.';
const TAB = 'guichet.tab';

export class SessionStore {
  #key;
  /** Which tab this is; null until that is known. */
  #tab = null;

  /** @param {string} name of what leads into the conversation, e.g. the link's token */
  constructor(name) {
    this.name = fingerprint(name);
    this.#key = PREFIX + this.name;
  }

  /** @returns {object|null} what init answered */
  recall() {
    const session = this.#read(this.#key);
    return session?.session_id && session.conversation_id ? session : null;
  }

  remember(session) {
    this.#write(this.#key, session);
  }

  forget() {
    this.#forget(this.#key);
  }

  /** @returns {{key: string, content: string, files: object[], created_at: string}[]} messages that did not go */
  unsent() {
    return this.#read(`${this.#key}.unsent`) ?? [];
  }

  keepUnsent(entries) {
    this.#write(`${this.#key}.unsent`, entries);
  }

  /**
   * What stood where one writes in this tab, or in one that was closed since. What another one is writing stays there.
   * @returns {Promise<{content: string, files: object[]}>}
   */
  async draft() {
    this.#tab ??= await thisTab();
    const own = this.#draftOf(this.#tab);
    for (const key of this.#read(own) ? [] : this.#drafts()) {
      const draft = this.#read(key);
      if (draft && await mayTake(key.slice(this.#draftOf('').length))) {
        this.#write(own, draft);
        this.#forget(key);
        break;
      }
    }
    return { content: '', files: [], ...this.#read(own) };
  }

  /** Keeps it for this tab alone; nothing before it was asked what stood here. */
  keepDraft(draft) {
    if (this.#tab === null) return;
    if (draft.content === '' && draft.files.length === 0) this.#forget(this.#draftOf(this.#tab));
    else this.#write(this.#draftOf(this.#tab), draft);
  }

  /** @returns {Set<string>} the files that have not gone */
  files() {
    const drafts = this.#drafts().map((key) => this.#read(key) ?? {});
    return new Set([...this.unsent(), ...drafts].flatMap(({ files = [] }) => files.map((one) => one.id)));
  }

  #draftOf(tab) {
    return `${this.#key}.draft.${tab}`;
  }

  /** Where drafts of this conversation are kept, whichever tab they are of. */
  #drafts() {
    return kept(() => Object.keys(localStorage).filter((key) => key.startsWith(`${this.#key}.draft`))) ?? [];
  }

  #forget(key) {
    kept(() => localStorage.removeItem(key));
  }

  #read(key) {
    return kept(() => JSON.parse(localStorage.getItem(key)));
  }

  #write(key, value) {
    kept(() => localStorage.setItem(key, JSON.stringify(value)));
  }
}

/** In private browsing or on a full disk nothing is kept: the conversation still works until the page is closed. */
function kept(work) {
  try {
    return work();
  } catch {
    return null;
  }
}

/** The name of this tab: the same after a reload, another for a copy of a tab that is still there. */
async function thisTab() {
  let tab = kept(() => sessionStorage.getItem(TAB));
  if (!tab || !await mayTake(tab)) {
    tab = uuid();
    await mayTake(tab);
  }
  kept(() => sessionStorage.setItem(TAB, tab));
  return tab;
}

/** Takes a tab's place until this page is gone, unless that tab is there itself; plain http has no locks to tell. */
function mayTake(tab) {
  return new Promise((resolve) => {
    if (!navigator.locks) return resolve(true);
    const take = (lock) => {
      resolve(lock !== null);
      return lock && new Promise(() => {});
    };
    return navigator.locks.request(`${TAB}.${tab}`, { ifAvailable: true }, take).catch(() => resolve(true));
  });
}

/** FNV-1a over 64 bits: it names an entry and guards nothing, and unlike crypto.subtle it is there on plain http. */
export function fingerprint(text) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}

/** A random UUID; crypto.randomUUID is missing on plain http. */
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
