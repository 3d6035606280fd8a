import { el } from './dom.js';

/*
 * What an agent says, as nodes: paragraphs with their line breaks, **bold**, lists, and links by https, mailto and tel.
 * Everything else, markup included, stays the characters that it is.
 */

const INLINE = /\*\*(?<bold>[^*\n]+)\*\*|\[(?<label>[^\]\n]{1,200})\]\((?<target>[^)\s]{1,2000})\)|(?<bare>https:\/\/[^\s<>"']+)/g;
const BULLET = /^\s{0,3}[-*•]\s+(?<item>.+)$/;
const NUMBER = /^\s{0,3}(?<start>\d{1,3})[.)]\s+(?<item>.+)$/;

/** @param {string} text @returns {DocumentFragment} */
export function safeText(text) {
  const fragment = document.createDocumentFragment();
  let list = null;
  let paragraph = [];
  const flush = () => {
    const content = paragraph.join('\n').trim();
    if (content) fragment.append(el('p', {}, ...inline(content)));
    paragraph = [];
  };
  for (const line of String(text).split(/\r\n|\n|\r/)) {
    const bullet = line.match(BULLET);
    const number = bullet ? null : line.match(NUMBER);
    if (bullet || number) {
      flush();
      const tag = bullet ? 'ul' : 'ol';
      if (list?.localName !== tag) {
        list = el(tag, number && number.groups.start !== '1' ? { start: number.groups.start } : {});
        fragment.append(list);
      }
      list.append(el('li', {}, ...inline((bullet ?? number).groups.item)));
      continue;
    }
    if (line.trim() === '') flush();
    else { list = null; paragraph.push(line); }
  }
  flush();
  return fragment;
}

function inline(text) {
  const nodes = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > at) nodes.push(text.slice(at, match.index));
    nodes.push(...piece(match));
    at = match.index + match[0].length;
  }
  if (at < text.length) nodes.push(text.slice(at));
  return nodes;
}

function piece({ 0: whole, groups }) {
  if (groups.bold) return [el('strong', {}, ...inline(groups.bold))];
  if (groups.bare) {
    const trailing = groups.bare.match(/[.,;:!?)\]]+$/)?.[0] ?? '';
    const address = groups.bare.slice(0, groups.bare.length - trailing.length);
    return [link(address, address) ?? address, trailing];
  }
  return [link(groups.target, groups.label) ?? whole];
}

/** What one may write or ring: an address or a number and nothing else, lest a link fill in a letter of its own. */
const REACHED = /^(?:mailto:(?<mail>[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)|tel:(?<number>\+?[\d ().-]{3,20}))$/i;

/** A link says where it leads, so that its words cannot pass it off as something else. */
function link(address, label) {
  const reached = address.match(REACHED)?.groups;
  if (reached) return anchor(address, label, reached.mail ?? reached.number, label);
  let url;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (url.protocol !== 'https:' || url.username || url.password) return null;
  return anchor(url.href, label, url.host, address);
}

/** @param {string} address the words that say by themselves where it leads, as long as that is what they name */
function anchor(href, label, where, address) {
  const plain = label === where || (label === address && label.includes(where));
  return el('a', { href, target: '_blank', rel: 'noopener noreferrer nofollow' }, plain ? label : `${label} (${where})`);
}
