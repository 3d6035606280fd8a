import { Api } from './api.js';
import { SessionStore } from './session.js';

/*
 * How one gets into a conversation. A door has a `store` for what this browser remembers, `headers` that go with every
 * request, and `open()`, which answers what init did.
 */

/** The page of a link: its token opens the conversation. */
export class LinkDoor {
  headers = {};
  #token;

  /** @param {string} token the link's token */
  constructor(token) {
    this.#token = token;
    this.store = new SessionStore(token);
  }

  /** @returns {Promise<object>} the session */
  open() {
    return new Api().init({ session_token: this.#token });
  }
}
