import { el } from './dom.js';
import { t } from './i18n.js';

const SCORES = [1, 2, 3, 4, 5];

/**
 * Asks how the conversation was: five marks, and a word about it for who wants to. What was said before is shown.
 * @param {{rating: () => Promise<object|null>, rate: (rating: object) => Promise<object>}} api
 */
export function ratingCard(api) {
  let score = 0;
  const said = el('p', { class: 'rated', role: 'status' });
  const comment = el('textarea', { class: 'comment', rows: '2', maxlength: '1000', 'aria-label': t('ratingComment'), placeholder: t('ratingComment') });
  const marks = SCORES.map((one) => el('button', {
    type: 'button', class: 'button small mark', 'aria-pressed': 'false', 'aria-label': t('ratingMark', { score: one }), onclick: () => choose(one),
  }, String(one)));
  const more = el('div', { class: 'more', hidden: true }, comment,
    el('button', { type: 'button', class: 'button small', onclick: () => keep() }, t('ratingSend')));

  function show(rating) {
    score = rating.score;
    comment.value ||= rating.comment ?? '';
    marks.forEach((mark, at) => mark.setAttribute('aria-pressed', String(SCORES[at] === score)));
    more.hidden = false;
  }

  async function choose(one) {
    show({ score: one });
    await keep();
  }

  async function keep() {
    try {
      await api.rate({ score, comment: comment.value });
      said.textContent = t('ratingThanks');
    } catch (problem) {
      said.textContent = t(problem.status === 409 ? 'ratingElsewhere' : 'serverTrouble');
    }
  }

  // Where nobody knows what was said before, one may still say it.
  api.rating().then((rating) => { if (rating && score === 0) show(rating); }, () => {});
  return el('div', { class: 'rating', role: 'group', 'aria-label': t('ratingAsk') },
    el('p', {}, t('ratingAsk')), el('div', { class: 'marks' }, ...marks), more, said);
}
