import { el, icon } from './dom.js';
import { t } from './i18n.js';

/**
 * Takes files that are dropped anywhere on the page, or pasted into it.
 * @param {(files: FileList) => void} attach @returns {HTMLElement} what says so while they hover
 */
export function takeFiles(app, attach) {
  const sign = el('div', { class: 'drop', 'aria-hidden': 'true', hidden: true }, icon('photo'), el('span', {}, t('dropHere')));
  const carries = (event) => event.dataTransfer?.types.includes('Files');
  const over = (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    sign.hidden = false;
  };
  document.addEventListener('dragenter', over);
  document.addEventListener('dragover', over);
  document.addEventListener('dragleave', (event) => {
    if (!document.contains(event.relatedTarget)) sign.hidden = true;
  });
  document.addEventListener('drop', (event) => {
    sign.hidden = true;
    if (!carries(event)) return;
    event.preventDefault();
    attach(event.dataTransfer.files);
  });
  app.addEventListener('paste', (event) => {
    // Words that were copied with a picture of themselves are words.
    if (!event.clipboardData?.files.length || event.clipboardData.types.includes('text/plain')) return;
    event.preventDefault();
    attach(event.clipboardData.files);
  });
  return sign;
}
