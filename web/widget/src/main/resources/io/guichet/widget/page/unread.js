const KEEPS = 'guichet.heard.';

/** What was said while nobody looked, and what the page around was told already: kept over a reload. */
export class Unread {
  #key;
  #changed;
  #looking = false;
  #unread = new Set();
  #heard;

  /** @param {string} name of the conversation @param {(count: number) => void} changed */
  constructor(name, changed) {
    this.#key = KEEPS + name;
    this.#changed = changed;
    this.#heard = this.#kept();
    addEventListener('storage', ({ key }) => { if (key === this.#key) this.#elsewhere(); });
  }

  /** Whether an agent ever said something here. */
  get any() {
    return this.#heard.told.at > 0;
  }

  /** @param {{id: string, created_at: string}} message @returns {boolean} whether it is news */
  hear(message) {
    const one = { id: message.id, at: Date.parse(message.created_at) || 0 };
    if (after(one, this.#heard.read)) this.#unread.add(one.id);
    const news = after(one, this.#heard.told);
    if (news) this.#heard.told = one;
    this.look(this.#looking);
    return news;
  }

  /** The visitor looks, or does not any more. */
  look(on) {
    this.#looking = on;
    if (on) {
      this.#unread.clear();
      this.#heard.read = this.#heard.told;
    }
    this.#keep();
    this.#changed(this.#unread.size);
  }

  /** The same conversation was read in another tab. */
  #elsewhere() {
    const { read } = this.#kept();
    if (!after(read, this.#heard.read)) return;
    this.#heard.read = read;
    this.#unread.clear();
    this.#changed(0);
  }

  #kept() {
    const nothing = { id: '', at: 0 };
    try {
      return { told: nothing, read: nothing, ...JSON.parse(localStorage.getItem(this.#key)) };
    } catch {
      return { told: nothing, read: nothing };
    }
  }

  #keep() {
    try {
      if (this.any) localStorage.setItem(this.#key, JSON.stringify(this.#heard));
    } catch {
      // Where the browser keeps nothing, a reload begins to count anew.
    }
  }
}

function after(one, other) {
  return one.at > other.at || (one.at === other.at && one.id !== other.id);
}
