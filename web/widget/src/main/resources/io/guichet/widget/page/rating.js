import { el } from './dom.js';
import { language } from './i18n.js';

const TEXTS = {
  fr: {
    ask: 'Comment s’est passé cet échange ?',
    mark: '{score} sur 5',
    comment: 'Un mot de plus, si vous le souhaitez',
    send: 'Envoyer mon avis',
    thanks: 'Merci, votre avis est enregistré. Vous pouvez le changer.',
    trouble: 'Votre avis n’a pas pu être enregistré : réessayez.',
    elsewhere: 'Cet échange a déjà reçu un avis, dans un autre navigateur.',
  },
  en: {
    ask: 'How was this conversation?',
    mark: '{score} out of 5',
    comment: 'A word more, if you like',
    send: 'Send my opinion',
    thanks: 'Thank you, your opinion is kept. You may change it.',
    trouble: 'Your opinion could not be kept: try again.',
    elsewhere: 'This conversation was rated before, in another browser.',
  },
};

const SCORES = [1, 2, 3, 4, 5];

/**
 * Asks how the conversation was: five marks, and a word about it for who wants to. What was said before is shown.
 * @param {{rating: () => Promise<object|null>, rate: (rating: object) => Promise<object>}} api
 */
export function ratingCard(api) {
  const text = TEXTS[language()];
  let score = 0;
  const said = el('p', { class: 'rated', role: 'status' });
  const comment = el('textarea', { class: 'comment', rows: '2', maxlength: '1000', 'aria-label': text.comment, placeholder: text.comment });
  const marks = SCORES.map((one) => el('button', {
    type: 'button', class: 'button small mark', 'aria-pressed': 'false', 'aria-label': text.mark.replace('{score}', one), onclick: () => choose(one),
  }, String(one)));
  const more = el('div', { class: 'more', hidden: true }, comment,
    el('button', { type: 'button', class: 'button small', onclick: () => keep() }, text.send));

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
      said.textContent = text.thanks;
    } catch (problem) {
      said.textContent = problem.status === 409 ? text.elsewhere : text.trouble;
    }
  }

  // Where nobody knows what was said before, one may still say it.
  api.rating().then((rating) => { if (rating && score === 0) show(rating); }, () => {});
  return el('div', { class: 'rating', role: 'group', 'aria-label': text.ask },
    el('p', {}, text.ask), el('div', { class: 'marks' }, ...marks), more, said);
}
