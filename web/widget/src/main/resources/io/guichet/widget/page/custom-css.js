import { isDark, onScheme } from './theme.js';

const SCHEME = /prefers-color-scheme:\s*(?<scheme>dark|light)/;

/**
 * Puts a tenant's style sheet over ours. The server has reduced it to what cannot hide, move or fetch anything; what it
 * says for a dark screen holds where the page is dark, whatever made it so.
 *
 * @param {string|null|undefined} css
 * @param {AbortSignal} signal ends it
 */
export function dress(css, signal) {
  if (!css || !('adoptedStyleSheets' in document)) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
  const bound = [...sheet.cssRules]
    .filter((rule) => rule instanceof CSSMediaRule)
    .map((rule) => ({ rule, scheme: rule.media.mediaText.match(SCHEME)?.groups.scheme }))
    .filter(({ scheme }) => scheme);
  onScheme(() => bound.forEach(({ rule, scheme }) => {
    rule.media.mediaText = (scheme === 'dark') === isDark() ? 'all' : 'not all';
  }), signal);
}
