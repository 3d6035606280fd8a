/* Tells the page around that it is refused, and nothing else: whoever frames this page may know. */
if (window.parent !== window) {
  window.parent.postMessage({ guichet: 'refused', code: document.currentScript.dataset.code }, '*');
}
