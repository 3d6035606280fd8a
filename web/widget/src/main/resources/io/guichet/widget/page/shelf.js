/*
 * Files that have not gone yet, kept over a reload: a phone that opens its camera may well throw the page away. They are
 * erased once they are sent or taken back, and after a week in any case.
 */

const NAME = 'guichet.files';
const STORE = 'files';
const MOST_BYTES = 60 * 1024 * 1024;
const LONGEST = 7 * 24 * 3_600_000;

export class Shelf {
  #prefix;
  #held = new Map();
  #database;

  /** @param {string} name of the conversation: another one's files are not seen */
  constructor(name) {
    this.#prefix = `${name}:`;
    this.#database = opened();
  }

  /** Keeps a file, where there is room. @param {string} id @param {File} file */
  async keep(id, file) {
    const total = [...this.#held.values()].reduce((sum, size) => sum + size, file.size);
    if (total > MOST_BYTES) return;
    this.#held.set(id, file.size);
    await this.#do('readwrite', (store) => store.put({ file, at: Date.now() }, this.#prefix + id));
  }

  /** @returns {Promise<File|null>} */
  async find(id) {
    const found = await this.#do('readonly', (store) => store.get(this.#prefix + id));
    if (found?.file) this.#held.set(id, found.file.size);
    return found?.file ?? null;
  }

  async drop(id) {
    this.#held.delete(id);
    await this.#do('readwrite', (store) => store.delete(this.#prefix + id));
  }

  /** Erases what nobody waits for any more. @param {Set<string>} wanted the ids of this conversation's files */
  async tidy(wanted) {
    const past = Date.now() - LONGEST;
    await this.#do('readwrite', (store) => {
      const request = store.openCursor();
      request.addEventListener('success', () => {
        const cursor = request.result;
        if (!cursor) return;
        const key = String(cursor.key);
        const unwanted = key.startsWith(this.#prefix) && !wanted.has(key.slice(this.#prefix.length));
        if (unwanted || !(cursor.value?.at > past)) cursor.delete();
        cursor.continue();
      });
      return request;
    });
  }

  /** A browser that keeps nothing, as in private browsing, keeps no files either: they go as long as the page is open. */
  async #do(mode, work) {
    const database = await this.#database;
    if (!database) return null;
    return new Promise((resolve) => {
      try {
        const transaction = database.transaction(STORE, mode);
        const request = work(transaction.objectStore(STORE));
        transaction.addEventListener('complete', () => resolve(request.result));
        transaction.addEventListener('abort', () => resolve(null));
      } catch {
        resolve(null);
      }
    });
  }
}

function opened() {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open(NAME, 1);
      request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE));
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => resolve(null));
      request.addEventListener('blocked', () => resolve(null));
    } catch {
      resolve(null);
    }
  });
}
