/*
 * Some browsers let a frame on another site's page keep nothing. Then that page keeps it for the frame, as long as its tab
 * is open: it hands the session on anyhow.
 */

/** What the visitor has not said yet is not for the page around. */
const UNSAID = /\.(?:draft\..*|unsent)$/;

/** @param {Record<string, string>|undefined} kept what the page around kept @param {import('./channel.js').Channel} channel */
export function borrowStorage(kept, channel) {
  if (mayKeep()) return;
  const values = new Map(Object.entries(kept ?? {}));
  const put = (name, value) => {
    if (value === null) values.delete(name);
    else values.set(name, value);
    if (!UNSAID.test(name)) channel.post({ type: 'keep', name, value });
  };
  const value = { getItem: (name) => values.get(name) ?? null, setItem: put, removeItem: (name) => put(name, null) };
  for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { value });
}

function mayKeep() {
  try {
    sessionStorage.setItem('guichet.probe', '');
    sessionStorage.removeItem('guichet.probe');
    return true;
  } catch {
    return false;
  }
}
