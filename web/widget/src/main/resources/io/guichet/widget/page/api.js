const BASE = '/api/widget/v1';
const PATIENCE = 30_000;

/** A refusal of the server's, or status 0 where no answer came. */
export class Problem extends Error {
  /** @param {number} status @param {{code?: string, detail?: string}} [body] @param {number|null} [retryAfter] seconds */
  constructor(status, body = {}, retryAfter = null) {
    super(`${status} ${body.code ?? ''}`);
    this.status = status;
    this.code = body.code ?? '';
    this.detail = body.detail ?? '';
    this.retryAfter = retryAfter;
  }

  /** Whether the very same request may succeed later. */
  get passing() {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }

  /** Whether it is the session's secret that the server does not know any more. */
  get sessionRefused() {
    return this.status === 401 || this.status === 404;
  }
}

/** The widget's API, as this page uses it. */
export class Api {
  /** @type {{session_id: string, conversation_id: string}|null} */
  session = null;

  /** Opens a link. @param {string} token */
  async init(token) {
    return (await this.#json('POST', '/init', { body: { session_token: token } })).data;
  }

  /** @param {{content: string, file_ids?: string[]}} body @param {string} key the same for every attempt */
  async send(body, key) {
    return (await this.#json('POST', '/message', { body, headers: { 'Idempotency-Key': key } })).data;
  }

  async status(messageId) {
    return (await this.#json('GET', `/message/${encodeURIComponent(messageId)}/status`)).data;
  }

  /** @param {string|null} after a cursor of an earlier answer @returns {Promise<{messages: object[], next: string|null}>} */
  async messages(after) {
    const query = after ? `?after=${encodeURIComponent(after)}` : '';
    const answer = await this.#json('GET', `${this.#conversation()}/messages${query}`);
    return { messages: answer.data.messages, next: answer.page?.next ?? null };
  }

  /** Opens the stream of events. @param {string|null} lastId @param {AbortSignal} signal @returns {Promise<Response>} */
  events(lastId, signal) {
    const headers = { Accept: 'text/event-stream', ...(lastId && { 'Last-Event-ID': lastId }) };
    return this.#fetch('GET', `${BASE}${this.#conversation()}/events`, { headers, signal });
  }

  /** A file of the conversation, whose address the session's secret may have to open. */
  async file(url) {
    return (await this.#fetch('GET', url, { signal: AbortSignal.timeout(PATIENCE) })).blob();
  }

  /** @param {File} file @param {(share: number) => void} onProgress 0 to 1 */
  upload(file, onProgress) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open('POST', `${BASE}/upload`);
      request.setRequestHeader('X-Session-ID', this.session.session_id);
      request.upload.addEventListener('progress', (e) => e.lengthComputable && onProgress(e.loaded / e.total));
      request.addEventListener('error', () => reject(new Problem(0)));
      request.addEventListener('abort', () => reject(new Problem(0)));
      request.addEventListener('load', () => {
        const body = parsed(request.responseText);
        if (request.status >= 200 && request.status < 300 && body?.data) resolve(body.data);
        else reject(new Problem(request.status, body ?? {}, seconds(request.getResponseHeader('Retry-After'))));
      });
      const form = new FormData();
      form.append('file', file, file.name);
      request.send(form);
    });
  }

  #conversation() {
    return `/session/${encodeURIComponent(this.session.conversation_id)}`;
  }

  async #json(method, path, { body, headers = {} } = {}) {
    const signal = AbortSignal.timeout(PATIENCE);
    const options = body
      ? { headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body), signal }
      : { headers, signal };
    const response = await this.#fetch(method, BASE + path, options);
    const answer = parsed(await response.text().catch(() => ''));
    if (!answer?.data) throw new Problem(0);
    return answer;
  }

  async #fetch(method, url, { headers = {}, ...options }) {
    const secret = this.session ? { 'X-Session-ID': this.session.session_id } : {};
    let response;
    try {
      response = await fetch(url, { method, cache: 'no-store', headers: { ...secret, ...headers }, ...options });
    } catch {
      throw new Problem(0);
    }
    if (!response.ok) {
      const problem = parsed(await response.text().catch(() => '')) ?? {};
      throw new Problem(response.status, problem, seconds(response.headers.get('Retry-After')));
    }
    return response;
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function seconds(header) {
  return header && /^\d+$/.test(header) ? Number(header) : null;
}
