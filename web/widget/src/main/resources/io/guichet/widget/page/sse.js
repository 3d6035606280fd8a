/**
 * Reads the text/event-stream format from chunks that may be cut anywhere.
 * An event is `{event, data, id}`; `id` is the last one seen, as the standard has it.
 */
export class SseParser {
  #rest = '';
  #event = '';
  #data = [];
  #id = '';
  #started = false;

  /** The wait before the next attempt, in milliseconds, when the server asked for one. */
  retry = null;

  /** @param {string} chunk @returns {{event: string, data: string, id: string}[]} the events that are complete now */
  push(chunk) {
    let text = this.#rest + chunk;
    if (!this.#started && text !== '') {
      this.#started = true;
      if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
    }
    const events = [];
    // A trailing carriage return may be half of a line's end: it waits for the next chunk.
    const end = text.endsWith('\r') ? text.length - 1 : text.length;
    const lines = text.slice(0, end).split(/\r\n|\n|\r/);
    this.#rest = lines.pop() + text.slice(end);
    for (const line of lines) {
      const event = this.#line(line);
      if (event) events.push(event);
    }
    return events;
  }

  #line(line) {
    if (line === '') return this.#dispatch();
    if (line.startsWith(':')) return null;
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.#event = value;
    else if (field === 'data') this.#data.push(value);
    else if (field === 'id' && !value.includes('\0')) this.#id = value;
    else if (field === 'retry' && /^\d+$/.test(value)) this.retry = Number(value);
    return null;
  }

  #dispatch() {
    const event = this.#event || 'message';
    const data = this.#data;
    this.#event = '';
    this.#data = [];
    return data.length ? { event, data: data.join('\n'), id: this.#id } : null;
  }
}
