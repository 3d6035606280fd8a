/*
 * What this browser remembers of a conversation, so that a reload or a second click on the link goes on where it
 * stopped. The link's token is not kept: a hash of it names the entry.
 */

const PREFIX = 'guichet.session.';

export class SessionStore {
  #key;

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
    try {
      localStorage.removeItem(this.#key);
    } catch {
      // A browser that keeps nothing has nothing to forget.
    }
  }

  /** @returns {{key: string, content: string, files: object[], created_at: string}[]} messages that did not go */
  unsent() {
    return this.#read(`${this.#key}.unsent`) ?? [];
  }

  keepUnsent(entries) {
    this.#write(`${this.#key}.unsent`, entries);
  }

  /** @returns {{content: string, files: object[]}} what stood where one writes */
  draft() {
    return { content: '', files: [], ...this.#read(`${this.#key}.draft`) };
  }

  keepDraft(draft) {
    this.#write(`${this.#key}.draft`, draft);
  }

  /** @returns {Set<string>} the files that have not gone */
  files() {
    return new Set([...this.unsent(), this.draft()].flatMap(({ files = [] }) => files.map((one) => one.id)));
  }

  #read(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }

  #write(key, value) {
    try {
      localStorage.setItem(key, JSON.stringify(value));
    } catch {
      // Private browsing or a full disk: the conversation still works until the page is closed.
    }
  }
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
