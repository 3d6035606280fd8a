import { el, icon, imageUrl } from './dom.js';
import { size } from './format.js';
import { t } from './i18n.js';
import { uuid } from './session.js';

export const MOST_FILES = 10;
const KEPT_FOR_A_DOWNLOAD = 60_000;
const MOST_BYTES = 10 * 1024 * 1024;
export const ACCEPTED = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'];

/**
 * A file that the visitor chose. `upload` is where the server keeps the pieces of a large one, `stop` ends its sending.
 * @typedef {{id: string, file: File, preview: string|null, share: number, file_id: string|null, upload: string|null,
 *   refusal: string|null, stop: AbortController}} Attachment
 */

/** @param {File} file @returns {Attachment} */
export function attachment(file) {
  const preview = file instanceof Blob && file.type.startsWith('image/') ? URL.createObjectURL(file) : null;
  return { id: uuid(), file, preview, share: 0, file_id: null, upload: null, refusal: null, stop: new AbortController() };
}

/** What is kept of an attachment besides its bytes. */
export function noted({ id, file, file_id, upload }) {
  return { id, name: file.name, type: file.type, size: file.size, file_id, upload };
}

/** An attachment of before a reload; one whose bytes were not kept, and that the server has not, is refused. */
export async function recalled({ id, name, type, size: bytes, file_id, upload }, shelf) {
  const file = await shelf.find(id);
  const refusal = file || file_id ? null : t('fileLost', { name });
  return { ...attachment(file ?? { name, type, size: bytes }), id, file_id, upload, refusal };
}

/** Why a file cannot go, known before it is sent; null when it can. */
export function objection(file, alreadyThere) {
  if (!ACCEPTED.includes(file.type)) return t('fileKind', { name: file.name });
  if (file.size === 0) return t('fileEmpty', { name: file.name });
  if (file.size > MOST_BYTES) return t('fileTooLarge', { name: file.name });
  if (alreadyThere >= MOST_FILES) return t('fileTooMany', { name: file.name });
  return null;
}

/** Why the server refused a file, in the visitor's words. */
export function refusalOf(problem, name) {
  if (problem.code === 'storage_full') return t('fileNoRoom', { name });
  if (problem.status === 413 || problem.status === 409) {
    return t(/many|count|limit|number/i.test(problem.code) ? 'fileTooMany' : 'fileTooLarge', { name });
  }
  if (problem.status === 415 || problem.status === 422) return t('fileContent', { name });
  return t('refused');
}

/** A file before it is sent, or while it is: a picture of it, its name, how much of it has gone. */
export function localFile(one) {
  return el('figure', { class: 'file' },
    one.preview
      ? el('img', { src: one.preview, alt: one.file.name })
      : el('span', { class: 'file-card' }, icon('file'), el('span', { class: 'file-name' }, one.file.name), el('span', { class: 'soft' }, size(one.file.size))),
  );
}

/** The same with how far it is, and a way to take it back. @param {() => void} cancel */
export function outgoingFile(one, cancel) {
  const element = localFile(one);
  const { name } = one.file;
  const bar = el('progress', { max: '1', value: '0', 'aria-label': t('progress', { name }) });
  const button = el('button', { type: 'button', class: 'remove', 'aria-label': t('cancel', { name }), title: t('cancel', { name }), onclick: cancel }, icon('close'));
  element.append(bar, button);
  element.querySelector('img')?.addEventListener('load', () => URL.revokeObjectURL(one.preview));
  const update = (state) => {
    bar.value = one.share;
    bar.hidden = one.file_id !== null || one.refusal !== null || state === 'failed' || state === 'sent';
    button.hidden = bar.hidden || state === 'sending';
    element.classList.toggle('refused', one.refusal !== null);
  };
  return { element, update };
}

/** A file of a message that the server has. @param {import('./api.js').Api} api */
export function remoteFile(file, api) {
  const name = file.name ?? '';
  if (!file.mime_type?.startsWith('image/')) {
    return el('figure', { class: 'file' },
      el('button', { type: 'button', class: 'file-card', onclick: () => download(file, api) },
        icon('file'), el('span', { class: 'file-name' }, name), el('span', { class: 'soft' }, size(file.size))));
  }
  const image = el('img', { alt: name, class: 'loading' });
  image.addEventListener('load', () => {
    image.classList.remove('loading');
    URL.revokeObjectURL(image.src);
  });
  source(file.thumbnail_url ?? file.url, api).then((url) => { if (url) image.src = url; });
  return el('figure', { class: 'file' },
    el('button', { type: 'button', class: 'file-photo', 'aria-label': t('open', { name }), onclick: () => enlarge(file, api) }, image));
}

/** Our own files are fetched with the session's secret; another https address is left to the browser. */
async function source(value, api) {
  const url = imageUrl(value);
  if (!url || new URL(url).origin !== location.origin) return url;
  try {
    return URL.createObjectURL(await api.file(url));
  } catch {
    return null;
  }
}

async function enlarge(file, api) {
  const url = await source(file.url, api);
  if (!url) return;
  const dialog = el('dialog', { class: 'lightbox', 'aria-label': file.name ?? '' },
    el('img', { src: url, alt: file.name ?? '' }),
    el('button', { type: 'button', class: 'round', 'aria-label': t('close'), onclick: () => dialog.close() }, icon('close')));
  dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener('close', () => {
    dialog.remove();
    URL.revokeObjectURL(url);
  });
  document.body.append(dialog);
  dialog.showModal();
}

async function download(file, api) {
  const url = await source(file.url, api);
  if (!url) return;
  el('a', { href: url, download: file.name ?? 'document.pdf', rel: 'noopener' }).click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_FOR_A_DOWNLOAD);
}
