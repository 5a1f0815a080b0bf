// One message as a bubble, with what hangs below it.

import { h, icon } from "./dom.js";
import { formatted } from "./text.js";

export const TIME = new Intl.DateTimeFormat("pt-BR", { hour: "2-digit", minute: "2-digit" });

/** The element of a message. `hands` has what can be done: link, command, tap(message, button, element), quoted(id). */
export function messageElement(message, hands) {
  const keys = message.buttons.length > 0 && inlineKeyboard(message, hands);
  return h(
    "article",
    {
      class: `message${message.mine ? " mine" : ""}${keys ? " has-keys" : ""}`,
      "data-testid": "message",
      "data-id": message.id,
      "aria-label": message.mine ? "Você" : "Bot",
    },
    bubble(message, hands),
    keys,
  );
}

function bubble(message, hands) {
  const text = formatted(message.text, message.entities, hands);
  const quote = hands.quoted(message.replyTo);
  const top = quote && h("span", { class: "quote" }, quote);
  switch (message.media) {
    case "sticker":
      return h(
        "div",
        { class: "bubble bare" },
        h("div", { class: "sticker" }, message.content.emoji ?? "🙂"),
        meta(message),
      );
    case "photo":
      return picture(message, text);
    case "":
      return h(
        "div",
        { class: "bubble" },
        top,
        h("span", { class: "text", "data-testid": "text" }, text),
        meta(message),
      );
    default:
      return h(
        "div",
        { class: "bubble" },
        top,
        attachment(message),
        text.length ? h("span", { class: "text" }, text) : null,
        meta(message),
      );
  }
}

function picture(message, text) {
  const file = message.content.at(-1);
  const image = h("img", {
    src: `api/pictures/${encodeURIComponent(file.file_id)}`,
    width: file.width,
    height: file.height,
    alt: "Foto",
  });
  if (!text.length) {
    const over = meta(message);
    over.classList.add("over");
    return h("div", { class: "bubble picture" }, image, over);
  }
  return h("div", { class: "bubble picture" }, image, h("div", { class: "caption" }, text, meta(message)));
}

function attachment({ media, content }) {
  const parts = {
    contact: () => [
      "person",
      `${content.first_name} ${content.last_name ?? ""}`.trim(),
      content.phone_number,
    ],
    document: () => ["file", content.file_name ?? "arquivo", kilobytes(content.file_size)],
    location: () => ["pin", "Localização", place(content)],
    voice: () => ["mic", wave(), `0:${String(content.duration).padStart(2, "0")}`],
  };
  return card(...parts[media]());
}

/** A file, a contact or a place as it stands in a bubble. */
export function card(name, title, small) {
  return h(
    "div",
    { class: "card" },
    h("span", { class: "disc" }, icon(name)),
    h("span", {}, h("b", {}, title), h("small", {}, small)),
  );
}

export const kilobytes = (bytes) => `${Math.max(1, Math.round(bytes / 1024))} KB`;

export const place = ({ latitude, longitude }) => `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;

export function wave() {
  return h(
    "span",
    { class: "wave", role: "img", "aria-label": "Mensagem de voz" },
    Array.from({ length: 24 }, () => h("i")),
  );
}

function meta(message) {
  const time = TIME.format(new Date(message.date * 1000));
  return h(
    "span",
    { class: "meta" },
    message.edited ? "editada " : null,
    h("time", {}, time),
    message.mine && icon("checks"),
  );
}

function inlineKeyboard(message, hands) {
  return h(
    "div",
    { class: "keys" },
    message.buttons.map((row) =>
      h(
        "div",
        {},
        row.map((button) => key(message, button, hands)),
      ),
    ),
  );
}

function key(message, button, hands) {
  const attributes = { class: "key", "data-testid": "inline-button" };
  if (button.url) {
    const open = (event) => {
      if (hands.link(button.url)) event.preventDefault();
    };
    return h(
      "a",
      { ...attributes, href: button.url, target: "_blank", rel: "noopener noreferrer", onclick: open },
      button.label,
      icon("out"),
    );
  }
  return h(
    "button",
    { ...attributes, type: "button", onclick: (event) => hands.tap(message, button, event.currentTarget) },
    button.label,
  );
}
