/* Light or dark: as whoever shows the page asked (`data-theme` on the document), else as the visitor's device is set. */

const DEVICE = matchMedia('(prefers-color-scheme: dark)');

export function isDark() {
  const { theme } = document.documentElement.dataset;
  return theme === 'dark' || (theme !== 'light' && DEVICE.matches);
}

/** Calls the listener now, and again whenever light becomes dark or dark light. @param {AbortSignal} [signal] ends it */
export function onScheme(listener, signal) {
  DEVICE.addEventListener('change', listener, { signal });
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  signal?.addEventListener('abort', () => observer.disconnect());
  listener();
}
