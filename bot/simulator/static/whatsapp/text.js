// A text with WhatsApp's own marks: *bold*, _italic_, ~struck~, `code`; links and e-mails are found by themselves.

import { h } from "../dom.js";

const MARKS = [
  [/```([^]+?)```/, (inside) => h("pre", {}, inside)],
  [/`([^`\n]+)`/, (inside) => h("code", {}, inside)],
  [/https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]]|(?<![\w@./])(?:wa|t)\.me\/[^\s<>"]*[^\s<>".,;:!?)\]]/, link],
  [/(?<![\w.+-])[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/i, (_, hands, all) =>
    h("a", { href: `mailto:${all}` }, all)],
  [around("\\*"), (inside, hands) => h("strong", {}, formatted(inside, hands))],
  [around("_"), (inside, hands) => h("em", {}, formatted(inside, hands))],
  [around("~"), (inside, hands) => h("s", {}, formatted(inside, hands))],
];

/** Nodes for a text. `hands.link(url)` opens a link, and says whether it did. */
export function formatted(text, hands) {
  const first = MARKS.map(([mark, draw]) => ({ draw, found: mark.exec(text) }))
    .filter(({ found }) => found)
    .sort((one, other) => one.found.index - other.found.index)[0];
  if (!first) return text ? [text] : [];
  const { draw, found } = first;
  const after = text.slice(found.index + found[0].length);
  return [
    ...(found.index ? [text.slice(0, found.index)] : []),
    draw(found[1], hands, found[0]),
    ...formatted(after, hands),
  ];
}

/** A mark counts only outside of words, and around words. */
function around(mark) {
  return new RegExp(`(?<![\\p{L}\\p{N}])${mark}(\\S|\\S[^\\n]*?\\S)${mark}(?![\\p{L}\\p{N}])`, "u");
}

function link(_, hands, words) {
  const url = /^https?:/i.test(words) ? words : `https://${words}`;
  const onclick = (event) => {
    if (hands.link(url)) event.preventDefault();
  };
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer", onclick }, words);
}
