// One WhatsApp message as a bubble, with what can be tapped at its foot.

import { h, icon } from "../dom.js";
import { card, kilobytes, place, TIME, wave } from "../message.js";
import { formatted } from "./text.js";

/**
 * The element of a message.
 * @param hands what can be done: link(url), tap(message, choice), list(message, opener), more(message, opener),
 *   quoted(id)
 */
export function messageElement(message, hands) {
  const keys = message.buttons.length > 0 || message.list;
  return h(
    "article",
    {
      class: `message${message.mine ? " mine" : ""}${keys ? " has-keys" : ""}${message.reaction ? " reacted" : ""}`,
      "data-testid": "message",
      "data-id": message.id,
      "aria-label": message.mine ? "Você" : "Bot",
    },
    h("div", { class: "balloon" }, bubble(message, hands), more(message, hands)),
    keys && choices(message, hands),
    message.reaction && h("span", { class: "reaction", "data-testid": "reaction" }, message.reaction),
  );
}

function bubble(message, hands) {
  if (message.media === "sticker") {
    return h("div", { class: "bubble bare" }, h("div", { class: "sticker" }, "👍"), meta(message));
  }
  const quote = hands.quoted(message.replyTo);
  return h(
    "div",
    { class: `bubble${message.media === "image" ? " picture" : ""}` },
    quote && h("span", { class: "quote" }, formatted(quote, hands)),
    medium(message),
    h(
      "div",
      { class: "words" },
      message.header && h("b", { class: "head" }, message.header),
      message.text && h("span", { class: "text", "data-testid": "text" }, formatted(message.text, hands)),
      message.footer && h("small", { class: "foot" }, message.footer),
      meta(message),
    ),
  );
}

function medium({ media, content }) {
  switch (media) {
    case "image":
      return h("img", {
        src: `api/pictures/${encodeURIComponent(content.file_id)}`,
        width: content.width,
        height: content.height,
        alt: "Foto",
      });
    case "document":
      return card("file", content.name || "arquivo", kilobytes(content.size));
    case "audio":
      return card("mic", wave(), "0:03");
    case "location":
      return card("pin", "Localização", place(content));
    case "contacts":
      return content.contacts.map((one) => card("person", one.name.formatted_name, one.phones[0]?.phone ?? ""));
    default:
      return null;
  }
}

function meta(message) {
  const time = h("time", {}, TIME.format(new Date(message.date * 1000)));
  const read = message.status === "read";
  const ticks =
    message.mine &&
    h(
      "span",
      { class: `ticks${read ? " read" : ""}`, role: "img", "aria-label": read ? "lida" : "entregue" },
      icon("checks"),
    );
  return h("span", { class: "meta" }, time, ticks);
}

function more(message, hands) {
  const onclick = (event) => hands.more(message, event.currentTarget);
  const label = { "aria-label": "Opções da mensagem", "aria-haspopup": "menu", "data-testid": "more" };
  return h("button", { class: "more", type: "button", ...label, onclick }, icon("down"));
}

function choices(message, hands) {
  const keys = message.buttons.map((choice) => key(message, choice, hands));
  if (message.list) keys.push(listKey(message, hands));
  return h("div", { class: "choices" }, keys);
}

function key(message, choice, hands) {
  const attributes = { class: "choice", "data-testid": "inline-button" };
  if (choice.kind === "link") {
    const onclick = (event) => {
      if (hands.link(choice.url)) event.preventDefault();
    };
    const away = { href: choice.url, target: "_blank", rel: "noopener noreferrer" };
    return h("a", { ...attributes, ...away, onclick }, icon("open"), choice.title);
  }
  const onclick = () => hands.tap(message, choice);
  return h("button", { ...attributes, type: "button", onclick }, icon("reply"), choice.title);
}

function listKey(message, hands) {
  const onclick = (event) => hands.list(message, event.currentTarget);
  const about = { "data-testid": "list-button", "aria-haspopup": "dialog" };
  return h("button", { class: "choice", type: "button", ...about, onclick }, icon("list"), message.list.button);
}
