/*
 * The one way between this frame and the page around it. Whoever has a window may post to another; so the first word is
 * checked by where it comes from, and all others go over the port that came with it, which nobody else has.
 */

/** What goes over the port. Each message has a `type`, and arrives as an event of that type. */
export class Channel extends EventTarget {
  #port;
  #questions = new Map();

  /** @param {MessagePort} port */
  constructor(port) {
    super();
    this.#port = port;
    port.onmessage = ({ data }) => this.#hear(data);
  }

  post(message) {
    this.#port.postMessage(message);
  }

  /** Posts a message whose answer has its id. @returns {Promise<object>} the answer */
  ask(message) {
    const id = this.#questions.size + 1;
    return new Promise((resolve) => {
      this.#questions.set(id, resolve);
      this.post({ ...message, id });
    });
  }

  #hear(message) {
    if (message?.type === 'session') this.#questions.get(message.id)?.(message);
    else if (typeof message?.type === 'string') this.dispatchEvent(new CustomEvent(message.type, { detail: message }));
  }
}

/**
 * Waits until the page around connects: its own window, from the origin that the server let in, and the first time only.
 *
 * @param {string} parent that origin
 * @returns {Promise<{channel: Channel, token: string, inline: boolean, context: object|undefined, kept: object|undefined}>}
 */
export function connection(parent) {
  return new Promise((resolve) => {
    const take = ({ source, origin, data, ports }) => {
      if (source !== window.parent || origin !== parent || data?.guichet !== 'connect') return;
      if (typeof data.token !== 'string' || ports.length !== 1) return;
      removeEventListener('message', take);
      resolve({ channel: new Channel(ports[0]), token: data.token, inline: data.inline === true, context: data.context, kept: data.kept });
    };
    addEventListener('message', take);
  });
}
