const PATIENCE = 5 * 60_000;

/**
 * Waits for the answer to a message by asking for its status: the only way while the stream of events is down, and a
 * safety net, at a slow pace, while it is up.
 */
export class Replies {
  #api;
  #streaming;
  #events;

  /** @param {import('./api.js').Api} api @param {() => boolean} streaming @param {{answered: Function, failed: Function, silent: Function}} events */
  constructor(api, streaming, events) {
    this.#api = api;
    this.#streaming = streaming;
    this.#events = events;
  }

  async watch(messageId) {
    const end = Date.now() + PATIENCE;
    for (let wait = 1_000; Date.now() < end; wait = Math.min(5_000, wait * 1.5)) {
      await new Promise((resolve) => { setTimeout(resolve, this.#streaming() ? 10_000 : wait); });
      const status = await this.#status(messageId);
      if (status === 'completed') return this.#events.answered();
      if (status === 'failed') return this.#events.failed();
      if (status === 'gone') break;
    }
    return this.#events.silent();
  }

  async #status(messageId) {
    try {
      return (await this.#api.status(messageId)).status;
    } catch (problem) {
      return problem.sessionRefused || problem.status === 410 ? 'gone' : 'unknown';
    }
  }
}
