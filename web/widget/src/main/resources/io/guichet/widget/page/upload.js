import { Problem } from './api.js';
import { uuid } from './session.js';

const SMALL = 1_000_000;
const PIECE = 768 * 1024;
const ATTEMPTS = 5;
const FIRST_WAIT = 1_000;

/** What a piece is answered where the server and this page are not of one mind about how far it is. */
const ASK_AGAIN = [404, 409, 410, 423, 460];

/**
 * Sends a file: a small one in one request, a large one in pieces (tus 1.0.0), so that a line that breaks costs no more
 * than the piece it broke in.
 *
 * @param {import('./attachments.js').Attachment} one
 * @param {import('./api.js').Api} api
 * @param {() => void} changed called when `share` or `upload` of the attachment did
 * @returns {Promise<object>} the file, as the server names it
 */
export async function send(one, api, changed) {
  const { signal } = one.stop;
  const progressed = (share) => { one.share = share; changed(); };
  if (one.file.size <= SMALL) return api.upload(one, progressed, signal);
  for (let attempt = 1; ; attempt++) {
    try {
      return await inPieces(one, api, progressed);
    } catch (problem) {
      const broken = problem instanceof Problem && (problem.status === 0 || problem.status >= 500);
      if (signal.aborted || !broken || attempt === ATTEMPTS || !navigator.onLine) throw problem;
      await pause(FIRST_WAIT * 2 ** (attempt - 1), signal);
    }
  }
}

async function inPieces(one, api, progressed) {
  const { signal } = one.stop;
  one.renewed ||= one.upload !== null;
  let offset = one.upload ? await api.uploadOffset(one.upload, signal) : null;
  if (offset === null) {
    // The key of the first attempt would be answered with the upload that is no more.
    one.upload = await api.createUpload(one.file, one.renewed ? uuid() : one.id);
    if (signal.aborted) {
      api.endUpload(one.upload);
      throw new Problem(0);
    }
    offset = 0;
    progressed(0);
  }
  for (;;) {
    const from = offset;
    const piece = one.file.slice(from, from + PIECE);
    const answer = await api
      .uploadPiece(one.upload, from, piece, (sent) => progressed((from + sent) / one.file.size), signal)
      .catch((problem) => { throw lost(problem, one); });
    if (answer.data) return answer.data;
    if (!(answer.offset > from)) throw lost(new Problem(410), one);
    offset = answer.offset;
  }
}

/** An upload that the server knows no more is begun anew; one of which it has another part is asked for how far it is. */
function lost(problem, one) {
  if (!ASK_AGAIN.includes(problem.status) || problem.code === 'conversation_closed') return problem;
  if (problem.status === 404 || problem.status === 410) one.upload = null;
  return new Problem(0);
}

function pause(wait, signal) {
  return new Promise((resolve) => {
    setTimeout(resolve, wait);
    addEventListener('online', resolve, { once: true });
    signal.addEventListener('abort', resolve, { once: true });
  });
}
