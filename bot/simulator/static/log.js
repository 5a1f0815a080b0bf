// The messages of one phone, in order, with date pills, tails and the traces of deleted ones.

import { arrange, h } from "./dom.js";
import { messageElement } from "./message.js";

const DAY = new Intl.DateTimeFormat("pt-BR", { day: "numeric", month: "long" });
const NEAR = 80;

export class Log {
  /** @param hands see message.js @param onUnseen called with how many came while the reader was further up */
  constructor(hands, onUnseen) {
    this.hands = { ...hands, quoted: (id) => this.quoted(id) };
    this.onUnseen = onUnseen;
    this.entries = new Map();
    this.pills = new Map();
    this.unseen = 0;
    this.element = h("div", { class: "log", role: "log", tabindex: "0", "aria-label": "Mensagens", "data-testid": "log" });
    this.element.addEventListener("scroll", () => this.scrolled());
    new ResizeObserver(() => { if (this.stuck) this.toEnd(); }).observe(this.element);
    this.stuck = true;
  }

  clear() {
    this.entries.clear();
    this.element.replaceChildren();
  }

  /** Takes new, edited and deleted messages. `live` is false for what was there before the page was opened. */
  update(messages, live) {
    const stuck = this.stuck;
    let mine = false;
    for (const message of messages) {
      const known = this.entries.get(message.id);
      if (message.deleted) this.remove(message, known, live);
      else {
        const node = messageElement(message, this.hands);
        if (known?.node) { node.style.animation = "none"; known.node.replaceWith(node); }
        else if (!live) node.style.animation = "none";
        this.entries.set(message.id, { message, node });
        if (!known && live) { mine ||= message.mine; this.unseen += 1; }
      }
    }
    this.arrange();
    if (stuck || mine || !live) this.toEnd();
    else if (messages.length) this.onUnseen(this.unseen);
  }

  remove(message, known, live) {
    if (!known?.node || !live) {
      this.entries.set(message.id, { message, node: null });
      return;
    }
    known.node.classList.add("leaving");
    known.node.inert = true;
    const gone = () => { this.entries.set(message.id, { message, node: null }); this.arrange(); };
    known.node.addEventListener("animationend", gone, { once: true });
    setTimeout(gone, 600); // where nothing is animated
  }

  arrange() {
    const nodes = [];
    let day = "", previous = null, traces = [];
    const flush = () => { if (traces.length) nodes.push(this.trace(traces)); traces = []; };
    for (const { message, node } of [...this.entries.values()].sort((a, b) => a.message.id - b.message.id)) {
      const today = dayName(message.date);
      if (today !== day) { flush(); nodes.push(this.pill(`day ${today}`, "pill date", today)); day = today; previous = null; }
      if (!node) { traces.push(message.id); previous?.classList.add("tail"); previous = null; continue; }
      flush();
      const first = !previous || previous.classList.contains("mine") !== message.mine;
      if (previous && first) previous.classList.add("tail");
      node.classList.toggle("first", first);
      node.classList.remove("tail");
      nodes.push(node);
      previous = node;
    }
    flush();
    previous?.classList.add("tail");
    arrange(this.element, nodes);
  }

  trace(ids) {
    const words = ids.length === 1 ? "mensagem apagada" : `${ids.length} mensagens apagadas`;
    return this.pill(`trace ${ids[0]}`, "pill trace", words);
  }

  pill(key, classes, words) {
    const pill = this.pills.get(key) ?? h("div", { class: classes, "data-testid": classes.split(" ")[1] });
    this.pills.set(key, pill);
    if (pill.textContent !== words) pill.textContent = words;
    return pill;
  }

  quoted(id) {
    const message = this.entries.get(id)?.message;
    return message && !message.deleted ? message.text || "Mensagem" : null;
  }

  scrolled() {
    this.stuck = this.atEnd();
    if (this.stuck) this.unseen = 0;
    this.onUnseen(this.unseen);
  }

  atEnd() {
    return this.element.scrollHeight - this.element.scrollTop - this.element.clientHeight < NEAR;
  }

  toEnd() {
    this.element.scrollTop = this.element.scrollHeight;
    this.scrolled();
  }
}

function dayName(date) {
  const then = new Date(date * 1000), now = new Date();
  const days = Math.round((new Date(now).setHours(0, 0, 0, 0) - new Date(then).setHours(0, 0, 0, 0)) / 864e5);
  return days === 0 ? "Hoje" : days === 1 ? "Ontem" : DAY.format(then);
}
