import { SseParser } from './sse.js';

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

/**
 * The conversation's server-sent events, kept open. EventSource cannot send the session's header, so the stream is read
 * with fetch; it comes back by itself, ever more slowly, and says which event it saw last.
 */
export class Events extends EventTarget {
  #api;
  #abort = null;
  #lastId = null;
  #failures = 0;
  #firstWait = FIRST_WAIT;
  #wake = () => {};
  #stopped = false;

  open = false;

  /** @param {import('./api.js').Api} api */
  constructor(api) {
    super();
    this.#api = api;
    addEventListener('online', this.#hurry);
    document.addEventListener('visibilitychange', this.#hurry);
  }

  async start() {
    while (!this.#stopped) {
      try {
        await this.#read();
        this.#failures = 0;
      } catch (problem) {
        this.#failures++;
        if (problem.sessionRefused) this.#emit('refused');
      }
      this.#closed();
      if (!this.#stopped) await this.#pause();
    }
  }

  stop() {
    this.#stopped = true;
    this.#abort?.abort();
    removeEventListener('online', this.#hurry);
    document.removeEventListener('visibilitychange', this.#hurry);
    this.#wake();
  }

  async #read() {
    this.#abort = new AbortController();
    const response = await this.#api.events(this.#lastId, this.#abort.signal);
    if (!response.headers.get('Content-Type')?.startsWith('text/event-stream')) {
      throw new TypeError('The events are not a stream');
    }
    const parser = new SseParser();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    this.open = true;
    this.#emit('open');
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      this.#failures = 0;
      for (const event of parser.push(chunk.value)) this.#deliver(event);
      this.#firstWait = parser.retry ?? this.#firstWait;
    }
  }

  #deliver({ event, data, id }) {
    if (id) this.#lastId = id;
    let detail;
    try {
      detail = JSON.parse(data);
    } catch {
      // One event that cannot be read must not close the stream: the list of messages has what it said.
      return;
    }
    this.#emit(event, detail);
  }

  #closed() {
    if (this.open) {
      this.open = false;
      this.#emit('closed');
    }
  }

  #pause() {
    const wait = Math.min(LONGEST_WAIT, this.#firstWait * 2 ** this.#failures) * (0.7 + Math.random() * 0.6);
    return new Promise((resolve) => {
      this.#wake = resolve;
      setTimeout(resolve, wait);
    });
  }

  #hurry = () => {
    if (document.visibilityState === 'visible' && !this.open) this.#wake();
  };

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
