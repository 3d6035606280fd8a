const BASE = '/api/widget/v1';
const PATIENCE = 30_000;
const LONGEST_TRANSFER = 5 * 60_000;
const TUS = { 'Tus-Resumable': '1.0.0' };

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
    return this.status === 401 || this.code === 'conversation_not_found';
  }
}

/** The widget's API, as this page uses it. */
export class Api {
  /** @type {{session_id: string, conversation_id: string}|null} */
  session = null;

  #headers;

  /** @param {Record<string, string>} [headers] that go with every request */
  constructor(headers = {}) {
    this.#headers = headers;
  }

  /** Opens a conversation. @param {{session_token: string}} body what leads to it */
  async init(body) {
    return (await this.#json('POST', '/init', { body })).data;
  }

  /** @param {{content: string, file_ids?: string[]}} body @param {string} key the same for every attempt */
  async send(body, key) {
    return (await this.#json('POST', '/message', { body, headers: { 'Idempotency-Key': key } })).data;
  }

  /** @returns {Promise<object|null>} what was said of the conversation */
  async rating() {
    return (await this.#json('GET', '/rating')).data.rating ?? null;
  }

  /** Says how the conversation was, or something else than before. @param {{score: number, comment: string}} rating */
  async rate(rating) {
    return (await this.#json('POST', '/rating', { body: rating })).data;
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

  /** Sends a file in one request. @param {import('./attachments.js').Attachment} one */
  async upload(one, onProgress, signal) {
    const form = new FormData();
    form.append('file', one.file, one.file.name);
    const progressed = (sent, total) => onProgress(sent / total);
    const { body } = await this.#transfer('POST', `${BASE}/upload`, { 'Idempotency-Key': one.id }, form, progressed, signal);
    if (!body?.data) throw new Problem(0);
    return body.data;
  }

  /** Begins an upload in pieces. @returns {Promise<string>} the path that takes them */
  async createUpload(file, key) {
    const headers = {
      ...TUS,
      'Idempotency-Key': key,
      'Upload-Length': String(file.size),
      'Upload-Metadata': `filename ${base64(file.name)},filetype ${base64(file.type)}`,
    };
    const response = await this.#fetch('POST', `${BASE}/uploads`, { headers, signal: AbortSignal.timeout(PATIENCE) });
    const place = response.headers.get('Location');
    if (!place) throw new Problem(0);
    // Whatever name the server knows itself by, its pieces go where this page came from.
    return new URL(place, location.origin).pathname;
  }

  /** @returns {Promise<number|null>} how many bytes the server has; null where it has none of this upload */
  async uploadOffset(path, signal) {
    try {
      const response = await this.#fetch('HEAD', path, { headers: TUS, signal: patient(signal) });
      return Number(response.headers.get('Upload-Offset'));
    } catch (problem) {
      if (problem.status === 404 || problem.status === 410) return null;
      throw problem;
    }
  }

  /** @param {Blob} piece @returns {Promise<{offset: number, data: object|undefined}>} the file, after the last one */
  async uploadPiece(path, offset, piece, onProgress, signal) {
    const headers = { ...TUS, 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' };
    const { body, header } = await this.#transfer('PATCH', path, headers, piece, onProgress, signal);
    return { offset: Number(header('Upload-Offset')), data: body?.data };
  }

  /** Takes back what an upload has brought so far; what is not taken back the server forgets by itself. */
  async endUpload(path) {
    await this.#fetch('DELETE', path, { headers: TUS, keepalive: true }).catch((problem) => problem);
  }

  /** A request that tells how much of it has gone, which fetch cannot. */
  #transfer(method, url, headers, body, onProgress, signal) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const cut = () => reject(new Problem(0));
      request.open(method, url);
      request.timeout = LONGEST_TRANSFER;
      Object.entries({ ...this.#own(), ...headers }).forEach(([name, value]) => request.setRequestHeader(name, value));
      request.upload.addEventListener('progress', (e) => e.lengthComputable && onProgress(e.loaded, e.total));
      ['error', 'abort', 'timeout'].forEach((type) => request.addEventListener(type, cut));
      request.addEventListener('load', () => {
        const answer = parsed(request.responseText);
        const header = (name) => request.getResponseHeader(name);
        if (request.status >= 200 && request.status < 300) resolve({ body: answer, header });
        else reject(new Problem(request.status, answer ?? {}, seconds(header('Retry-After'))));
      });
      if (signal.aborted) return cut();
      signal.addEventListener('abort', () => request.abort());
      request.send(body);
    });
  }

  #own() {
    return { ...this.#headers, ...(this.session && { 'X-Session-ID': this.session.session_id }) };
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
    let response;
    try {
      response = await fetch(url, { method, cache: 'no-store', headers: { ...this.#own(), ...headers }, ...options });
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

/** Gives up after a while, or when the visitor did. */
function patient(signal) {
  const end = AbortSignal.timeout(PATIENCE);
  return AbortSignal.any ? AbortSignal.any([signal, end]) : signal;
}

function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

function seconds(header) {
  return header && /^\d+$/.test(header) ? Number(header) : null;
}
