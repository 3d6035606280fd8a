/*
 * Guichet's widget. A partner's page loads this script; it shows a button, and the conversation in a frame of Guichet's
 * own origin. Everything that is shared between the two goes over one private channel. Options stand in
 * window.AiManagerConfig or in data-* attributes of the script; the methods in window.AiManagerWidget. Nothing here throws
 * into the page. The page needs script-src, frame-src and connect-src of this script's origin, and nothing else.
 */
((run) => {
  try {
    run();
  } catch (error) {
    console.error('AiManagerWidget:', error);
  }
})(() => {
  'use strict';

  const script = document.currentScript ?? document.querySelector('script[src*="/widget/v1/"][src$="/loader.js"]');
  const LIVES = Symbol.for('guichet.lives');
  const earlier = window.AiManagerWidget;
  if (!script || (typeof earlier?.destroy === 'function' && (!earlier[LIVES] || earlier[LIVES]()))) return;

  const LABELS = { title: 'Chat', open: 'Ouvrir la conversation', close: 'Réduire la conversation' };
  const PATIENCE = 20_000;
  const LARGEST_CONTEXT = 8_000;
  const KEPT = 'guichet.';
  const NARROW = matchMedia('(max-width: 479.98px), (max-height: 479.98px)');
  const CALLBACKS = { ready: 'onReady', error: 'onError', 'message:sent': 'onMessage', 'message:received': 'onMessage' };
  const STYLE = `
    :host { all: initial !important; display: block !important; }
    :host([hidden]) { display: none !important; }
    :host([data-position="inline"]) { width: 100% !important; height: var(--height, 100%) !important; }
    .panel {
      position: fixed; z-index: 2147483000; right: max(20px, env(safe-area-inset-right));
      bottom: calc(max(20px, env(safe-area-inset-bottom)) + 68px); box-sizing: border-box;
      width: 380px; height: min(640px, calc(100vh - 108px)); overflow: hidden; border-radius: 18px;
      background: Canvas; box-shadow: 0 2px 6px rgb(0 0 0 / 18%), 0 18px 50px rgb(0 0 0 / 28%);
    }
    .panel:not(.open) { visibility: hidden; opacity: 0; transform: translateY(12px); pointer-events: none; }
    iframe { display: block; width: 100%; height: 100%; border: 0; }
    button {
      position: fixed; z-index: 2147483000; right: max(20px, env(safe-area-inset-right));
      bottom: max(20px, env(safe-area-inset-bottom)); box-sizing: border-box; width: 56px; height: 56px; margin: 0;
      padding: 13px; border: 0; border-radius: 50%; background: var(--fill); color: var(--on); cursor: pointer;
      box-shadow: 0 0 0 1px rgb(255 255 255 / 65%), 0 3px 14px rgb(0 0 0 / 32%); touch-action: manipulation;
      -webkit-tap-highlight-color: transparent;
    }
    button[hidden] { display: none; }
    button:focus-visible { outline: 3px solid var(--fill); outline-offset: 4px; box-shadow: 0 0 0 4px #fff; }
    svg { display: block; width: 30px; height: 30px; fill: none; stroke: currentcolor; stroke-width: 1.8;
      stroke-linecap: round; stroke-linejoin: round; }
    [aria-expanded="true"] .chat, [aria-expanded="false"] .down { display: none; }
    .badge {
      position: absolute; top: -5px; right: -5px; box-sizing: border-box; min-width: 24px; height: 24px; padding: 0 5px;
      border: 2px solid #fff; border-radius: 12px; background: #b3261e; color: #fff; text-align: center;
      font: 700 12px/20px system-ui, sans-serif;
    }
    .badge:empty { display: none; }
    .news { position: fixed; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    .left .panel, .left button { right: auto; left: max(20px, env(safe-area-inset-left)); }
    .inline { height: 100%; }
    .inline .panel { position: static; width: 100%; height: 100%; box-shadow: none; border-radius: inherit; }
    .inline button { display: none; }
    @media (max-width: 479.98px), (max-height: 479.98px) {
      .floating .panel { inset: 0; width: 100%; height: 100%; border-radius: 0; box-shadow: none; }
      .floating .open + button { display: none; }
    }
    @media (prefers-reduced-motion: no-preference) {
      .panel { transition: opacity 160ms ease, transform 160ms ease, visibility 160ms; }
      button { transition: transform 120ms ease; }
      button:active { transform: scale(0.94); }
    }
    @media (forced-colors: active) { .panel, button { border: 1px solid; } }
    @media print { :host { display: none !important; } }`;

  const origin = new URL(script.src).origin;
  const given = Object(window.AiManagerConfig);
  const text = (name) => [given[name], script.dataset[name]].find((value) => typeof value === 'string' && value !== '');
  const choice = (name, ...values) => (values.includes(text(name)) ? text(name) : values[0]);
  const key = text('deploymentKey');
  const position = choice('position', 'bottom-right', 'bottom-left', 'inline');
  const theme = choice('theme', 'auto', 'light', 'dark');
  const locale = [text('locale'), document.documentElement.lang]
    .map((tag) => /^(fr|en)(?![a-z])/i.exec(tag)?.[0].toLowerCase()).find(Boolean) ?? '';
  const inline = position === 'inline';

  const listeners = new Map();
  const waiting = new Map();
  const queue = [];
  let host, root, panel, frame, button, badge, news, port, timer, held;
  let labels = LABELS;
  let isOpen = inline;
  let isReady = false;
  let over = false;
  let behind = [];
  let attempts = 0;
  let count = 0;

  let context;
  let widget;

  const complain = (what) => console.error('AiManagerWidget:', what);

  /** The page's own code goes on whatever happens here. */
  const safely = (method) => (...values) => {
    try {
      return method(...values);
    } catch (error) {
      return complain(error);
    }
  };

  /** Where somebody has just clicked the keyboard may go along; a page that opens the chat by itself leaves it alone. */
  const asked = () => navigator.userActivation?.isActive ?? false;

  function sentence(words) {
    if (typeof words !== 'string' || words.trim() === '') throw new TypeError('sendMessage(text) expects a text');
    return words;
  }

  function plain(data) {
    const json = JSON.stringify(data ?? {});
    if (json?.length > LARGEST_CONTEXT) throw new RangeError(`The context is more than ${LARGEST_CONTEXT} characters`);
    const copy = JSON.parse(json);
    if (Object(copy) !== copy || Array.isArray(copy)) throw new TypeError('The context is an object');
    return copy;
  }

  /** Calls what belongs to the page; what it throws is its own, and stops nothing here. */
  function call(callback, detail) {
    try {
      Promise.resolve(callback(detail)).catch(complain);
    } catch (error) {
      complain(error);
    }
  }

  function emit(name, detail) {
    [...(listeners.get(name) ?? [])].forEach((callback) => call(callback, detail));
    const callback = given[CALLBACKS[name]];
    if (typeof callback === 'function') call((it) => callback.call(given, it), name === 'ready' ? widget : detail);
  }

  const problem = (code, message = code) => Object.assign(new Error(message), { code });

  function node(tag, attributes = {}, ...children) {
    const svg = ['svg', 'path'].includes(tag);
    const made = svg ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    made.append(...children);
    return made;
  }

  const icon = (name, ...lines) =>
    node('svg', { class: name, viewBox: '0 0 24 24', 'aria-hidden': 'true' }, ...lines.map((d) => node('path', { d })));

  /** To the frame, once it listens. */
  function post(message) {
    if (port) port.postMessage(message);
    else if (!over) queue.push(message);
  }

  /** The page behind a conversation that fills a phone's screen does not scroll. */
  function settle() {
    const full = isOpen && !inline && !over && NARROW.matches;
    const screen = full && window.visualViewport?.scale === 1 ? window.visualViewport : null;
    panel.style.height = screen ? `${screen.height}px` : '';
    panel.style.top = screen ? `${screen.offsetTop}px` : '';
    if (!inline) panel.setAttribute('aria-modal', String(full));
    if (full === Boolean(held)) return;
    const pages = [document.documentElement, document.body];
    if (full) {
      held = pages.map(({ style }) => [style.getPropertyValue('overflow'), style.getPropertyPriority('overflow')]);
      pages.forEach(({ style }) => style.setProperty('overflow', 'hidden', 'important'));
      behind = [...document.body.children].filter((one) => one !== host && !one.inert);
      behind.forEach((one) => { one.inert = true; });
    } else {
      pages.forEach((page, at) => {
        page.style.setProperty('overflow', ...held[at]);
        if (page.getAttribute('style') === '') page.removeAttribute('style');
      });
      behind.forEach((one) => { one.inert = false; });
      held = null;
    }
  }

  /** @param {boolean} focus whether the keyboard goes along */
  function show(open, focus) {
    if (over || open === isOpen) return;
    const inside = root?.activeElement === frame;
    isOpen = open;
    if (host) {
      draw();
      if (open && focus) frame.focus();
      if (!open && (focus || inside)) button.focus();
    }
    post({ type: 'state', open, focus });
    emit(open ? 'open' : 'close');
  }

  function draw() {
    host.hidden = inline && !isOpen;
    panel.classList.toggle('open', isOpen);
    button.setAttribute('aria-expanded', String(isOpen));
    button.setAttribute('aria-label', isOpen ? labels.close : [labels.open, badge.title].filter(Boolean).join(', '));
    settle();
  }

  function unread({ count: number, label }) {
    badge.textContent = number > 9 ? '9+' : number || '';
    badge.title = number ? label : '';
    if (news.textContent !== badge.title) news.textContent = badge.title;
    draw();
  }

  function look(message) {
    ({ labels } = message);
    frame.title = labels.title;
    panel.setAttribute('aria-label', labels.title);
    host.style.setProperty('--fill', message.fill);
    host.style.setProperty('--on', message.on);
    draw();
  }

  const late = () => new Promise((resolve, reject) => { setTimeout(reject, PATIENCE, problem('unavailable')); });

  /** Opens a conversation from here, so that the server sees which page it is that asks. */
  async function init({ id }) {
    let answer = { status: 0 };
    try {
      const secret = typeof given.contextToken === 'function' ? await Promise.race([given.contextToken(), late()]) : text('contextToken');
      const response = await fetch(`${origin}/api/widget/v1/init`, {
        method: 'POST',
        // Our own page, where a deployment is tried out, is known by its cookie; from any other none goes.
        credentials: 'same-origin',
        signal: AbortSignal.timeout(PATIENCE),
        headers: { 'Content-Type': 'application/json', ...(locale && { 'Accept-Language': locale }) },
        body: JSON.stringify({ deployment_key: key, ...(secret && { context_token: secret }) }),
      });
      const body = await response.json();
      const seconds = Number(response.headers.get('Retry-After')) || null;
      answer = response.ok ? { session: body.data } : { status: response.status, code: body.code, seconds };
    } catch (error) {
      complain(error);
    }
    post({ type: 'session', id, ...answer });
  }

  function answered({ id, file, code, reason }) {
    const { resolve, reject } = waiting.get(id) ?? {};
    waiting.delete(id);
    if (file) resolve?.(file);
    else reject?.(problem(code, reason));
  }

  /** Where the browser lets the frame keep nothing, this page keeps it as long as its tab is open. */
  function keep({ name, value }) {
    if (!String(name).startsWith(KEPT)) return;
    try {
      if (value === null) sessionStorage.removeItem(name);
      else sessionStorage.setItem(name, value);
    } catch (error) {
      complain(error);
    }
  }

  function kept() {
    try {
      return Object.fromEntries(Object.entries(sessionStorage).filter(([name]) => name.startsWith(KEPT)));
    } catch {
      // Nothing was kept where nothing can be.
      return {};
    }
  }

  /** The frame answers for itself: everything it says comes over the port that was given to it. */
  function hear(message, token, mine) {
    if (!port) {
      if (message?.type !== 'hello' || message.token !== token) return;
      clearTimeout(timer);
      port = mine;
      look(message);
      button.hidden = inline;
      queue.splice(0).forEach((one) => post(one));
      if (message.open && !isOpen) show(true, false);
      else if (isOpen) post({ type: 'state', open: true, focus: false });
      if (!isReady) {
        isReady = true;
        emit('ready', widget);
      }
      return;
    }
    switch (message.type) {
      case 'look': return look(message);
      case 'unread': return unread(message);
      case 'init': return void init(message);
      case 'close': return show(false, true);
      case 'keep': return keep(message);
      case 'file': return answered(message);
      case 'event': return emit(message.name, message.detail);
    }
  }

  function wait() {
    clearTimeout(timer);
    timer = setTimeout(missed, PATIENCE);
  }

  function again() {
    if (over || port) return;
    frame.setAttribute('src', frame.src);
    wait();
  }

  /** A frame that did not come is asked for once more, and where the line is down once when it is back. */
  function missed() {
    attempts += 1;
    if (attempts === 1) again();
    else if (attempts === 2 && !navigator.onLine) addEventListener('online', again, { once: true });
    else fail('unavailable');
  }

  /** Nobody answers any more what the page waits for. */
  function forsake() {
    waiting.forEach(({ reject }) => reject(problem('unavailable')));
    waiting.clear();
  }

  /** Each page that the frame loads is given a channel and a token of its own, and none but our origin receives them. */
  function connect() {
    if (over) return;
    if (port) {
      port.close();
      forsake();
    }
    port = null;
    const channel = new MessageChannel();
    const token = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
    channel.port1.onmessage = ({ data }) => hear(data, token, channel.port1);
    wait();
    frame.contentWindow.postMessage({ guichet: 'connect', token, inline, context, kept: kept() }, origin, [channel.port2]);
  }

  /** The frame's refusal is the one thing that is said without a channel, and has nothing in it. */
  function refused({ source, origin: from, data }) {
    if (frame && source === frame.contentWindow && from === origin && data?.guichet === 'refused') fail(String(data.code));
  }

  function end() {
    over = true;
    clearTimeout(timer);
    removeEventListener('message', refused);
    NARROW.removeEventListener('change', settle);
    window.visualViewport?.removeEventListener('resize', settle);
    window.visualViewport?.removeEventListener('scroll', settle);
    if (panel) settle();
    port?.close();
    host?.remove();
    forsake();
  }

  function fail(code) {
    if (over) return;
    end();
    emit('error', { code, message: `The widget is not shown: ${code}` });
  }

  function build(container) {
    const address = new URLSearchParams({ key, parent: self.origin, theme, ...(locale && { locale }) });
    frame = node('iframe', { title: LABELS.title, src: `${origin}/widget/v1/frame?${address}` });
    frame.style.setProperty('color-scheme', theme === 'auto' ? 'light dark' : theme);
    panel = node('div', { class: 'panel', id: 'panel', role: inline ? 'group' : 'dialog', 'aria-label': LABELS.title }, frame);
    badge = node('span', { class: 'badge', 'aria-hidden': 'true' });
    news = node('div', { class: 'news', role: 'status' });
    button = node('button', { type: 'button', hidden: '', 'aria-controls': 'panel' },
      icon('chat', 'M4 5.5h16v11h-8.5L7 20.5v-4H4Z', 'M8 9.5h8', 'M8 12.5h5'), icon('down', 'M5 9l7 7 7-7'), badge);
    button.addEventListener('click', () => show(!isOpen, true));
    host = node('aimanager-widget', { 'data-position': position });
    root = host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const side = inline ? 'inline' : position === 'bottom-left' ? 'floating left' : 'floating';
    root.append(node('div', { class: side }, panel, button, news));
    root.addEventListener('keydown', (event) => { if (event.key === 'Escape' && isOpen && !inline) show(false, true); });
    frame.addEventListener('load', () => safely(connect)());
    addEventListener('message', refused);
    NARROW.addEventListener('change', settle);
    window.visualViewport?.addEventListener('resize', settle);
    window.visualViewport?.addEventListener('scroll', settle);
    if (inline && container.clientHeight < 200) host.style.setProperty('--height', '560px');
    draw();
    container.append(host);
    wait();
  }

  function place() {
    try {
      return inline ? document.querySelector(text('containerSelector')) : document.body;
    } catch (error) {
      complain(error);
      return null;
    }
  }

  function start() {
    if (over) return;
    const container = place();
    if (!key) fail('deployment_key_missing');
    else if (container) build(container);
    else if (document.readyState === 'loading') addEventListener('DOMContentLoaded', safely(start), { once: true });
    else fail('container_not_found');
  }

  /** A picture that a page made itself has no name. */
  function named(file) {
    return typeof file.name === 'string' ? file : new File([file], `photo.${file.type.split('/')[1] || 'bin'}`, { type: file.type });
  }

  function upload(file) {
    const promise = new Promise((resolve, reject) => {
      if (over) reject(problem('unavailable'));
      else if (!/^\[object (File|Blob)\]$/.test(Object.prototype.toString.call(file))) reject(problem('not_a_file'));
      else {
        waiting.set(++count, { resolve, reject });
        post({ type: 'upload', id: count, file: named(file) });
      }
    });
    // Who does not ask for the outcome hears of it by file:error.
    promise.catch(() => {});
    return promise;
  }

  widget = Object.freeze({
    // A page that replaced its body took the widget away with it: another may take its place.
    [LIVES]: () => over || !host || host.isConnected || end(),
    open: safely(() => show(true, asked())),
    close: safely(() => show(false, false)),
    toggle: safely(() => show(!isOpen, asked())),
    sendMessage: safely((words) => post({ type: 'say', text: sentence(words) })),
    setContext: safely((data) => {
      context = plain(data);
      post({ type: 'context', context });
    }),
    uploadFile: upload,
    destroy: safely(() => {
      end();
      Object.keys(kept()).forEach((name) => sessionStorage.removeItem(name));
      listeners.clear();
      delete window.AiManagerWidget;
    }),
    on: safely((name, callback) => {
      if (typeof callback !== 'function') throw new TypeError('on(event, callback) expects a function');
      listeners.set(name, (listeners.get(name) ?? new Set()).add(callback));
    }),
    off: safely((name, callback) => void listeners.get(name)?.delete(callback)),
  });
  window.AiManagerWidget = widget;
  context = safely(() => plain(given.context ?? JSON.parse(script.dataset.context ?? '{}')))() ?? {};
  safely(start)();
});
