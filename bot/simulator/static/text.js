// A text and its entities, as Telegram counts them: in UTF-16 code units, which are JavaScript's own.

import { h } from "./dom.js";

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};

/** Nodes for a text.
 * @param {{link: (url: string) => void, command: (text: string) => void}} hands what links and commands do */
export function formatted(text, entities, hands) {
  return between(
    text,
    [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length),
    0,
    text.length,
    hands,
  );
}

function between(text, entities, start, stop, hands) {
  const nodes = [];
  let at = start;
  for (let i = 0; i < entities.length; i++) {
    const { offset, length } = entities[i];
    if (offset < at || offset >= stop) continue;
    if (offset > at) nodes.push(text.slice(at, offset));
    const end = Math.min(offset + length, stop);
    const inside = entities.slice(i + 1).filter((e) => e.offset < end);
    nodes.push(
      wrapped(entities[i], text.slice(offset, end), between(text, inside, offset, end, hands), hands),
    );
    at = end;
  }
  if (at < stop) nodes.push(text.slice(at, stop));
  return nodes;
}

function wrapped(entity, words, children, hands) {
  switch (entity.type) {
    case "text_link":
      return anchor(entity.url, children, hands);
    case "url":
      return anchor(/^https?:/i.test(words) ? words : `https://${words}`, children, hands);
    case "email":
      return h("a", { href: `mailto:${words}` }, children);
    case "mention":
      return anchor(`https://t.me/${words.slice(1)}`, children, hands);
    case "bot_command":
      return h(
        "a",
        {
          href: "#",
          onclick: (event) => {
            event.preventDefault();
            hands.command(words);
          },
        },
        children,
      );
    case "spoiler":
      return spoiler(children);
    default:
      return TAGS[entity.type] ? h(TAGS[entity.type], {}, children) : h("span", {}, children);
  }
}

function anchor(url, children, hands) {
  if (!/^(https?|mailto|tel|tg):/i.test(url)) return h("span", {}, children);
  const open = (event) => {
    if (hands.link(url)) event.preventDefault();
  };
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer", onclick: open }, children);
}

function spoiler(children) {
  const cover = h(
    "span",
    { class: "spoiler", role: "button", tabindex: "0", "aria-label": "Texto oculto, toque para ver" },
    children,
  );
  const open = () => {
    cover.classList.add("open");
    cover.removeAttribute("role");
    cover.removeAttribute("aria-label");
  };
  cover.addEventListener("click", open);
  cover.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") open();
  });
  return cover;
}
