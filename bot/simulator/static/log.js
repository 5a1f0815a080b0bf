// The messages of one phone, in order, with date pills, tails and the traces of deleted ones.

import { arrange, h } from "./dom.js";

const DAY = new Intl.DateTimeFormat("pt-BR", { day: "numeric", month: "long" });
const NEAR = 80;
const FADED = 600;
const KINDS = {
  photo: "Foto",
  image: "Foto",
  sticker: "Figurinha",
  voice: "Áudio",
  audio: "Áudio",
  document: "Documento",
  location: "Localização",
  contact: "Contato",
  contacts: "Contato",
};

export class Log {
  /**
   * @param draw makes the element of a message, given what can be done with it: see message.js
   * @param hands what can be done
   * @param onMoved called with whether the end is in view, and how many messages came below it
   */
  constructor(draw, hands, onMoved) {
    this.draw = draw;
    this.hands = { ...hands, quoted: (id) => this.quoted(id) };
    this.onMoved = onMoved;
    this.entries = new Map();
    this.pills = new Map();
    this.unseen = 0;
    this.element = h("div", {
      class: "log",
      role: "log",
      tabindex: "0",
      "aria-label": "Mensagens",
      "data-testid": "log",
    });
    this.element.addEventListener("scroll", () => this.scrolled());
    new ResizeObserver(() => {
      if (this.stuck) this.toEnd();
    }).observe(this.element);
    this.stuck = true;
  }

  clear() {
    this.entries.clear();
    this.element.replaceChildren();
  }

  /** Takes new, edited and deleted messages; `live` is false for what was there before the page was. */
  update(messages, live) {
    const fresh = messages.filter((message) => !message.deleted && !this.entries.has(message.id));
    const follow = this.stuck || !live || fresh.some((message) => message.mine);
    for (const message of messages) {
      const known = this.entries.get(message.id);
      if (message.deleted) this.remove(message, known, live);
      else this.show(message, known, live);
    }
    this.arrange();
    if (live) this.unseen += fresh.length;
    if (follow) this.toEnd();
    else this.onMoved(this.stuck, this.unseen);
  }

  /** Whether a message is here already. */
  has(id) {
    return this.entries.has(id);
  }

  show(message, known, live) {
    if (known?.node && JSON.stringify(known.message) === JSON.stringify(message)) return;
    const node = this.draw(message, this.hands);
    if (known || !live) node.style.animation = "none"; // only what is new slides in
    known?.node?.replaceWith(node);
    this.entries.set(message.id, { message, node });
  }

  remove(message, known, live) {
    const gone = () => {
      if (this.entries.get(message.id)?.node !== known?.node) return; // the chat was told anew meanwhile
      this.entries.set(message.id, { message, node: null });
      this.arrange();
    };
    if (!known?.node || !live) return gone();
    known.node.classList.add("leaving");
    known.node.inert = true;
    known.node.addEventListener("animationend", gone, { once: true });
    setTimeout(gone, FADED); // where nothing is animated
  }

  /** Puts everything in order: days, messages with a tail on the last of each group, traces of deleted ones. */
  arrange() {
    const nodes = [];
    let day = "";
    let group = [];
    let traces = [];
    const endGroup = () => {
      group.forEach((node, index) => {
        node.classList.toggle("first", index === 0);
        node.classList.toggle("tail", index === group.length - 1);
      });
      nodes.push(...group);
      if (traces.length) nodes.push(this.trace(traces));
      group = [];
      traces = [];
    };
    for (const { message, node } of this.inOrder()) {
      const today = dayName(message.date);
      if (today !== day) {
        endGroup();
        nodes.push(this.pill(`day ${today}`, "date", today));
        day = today;
      }
      if (node && (traces.length || (group.length && isMine(group[0]) !== message.mine))) endGroup();
      if (node) group.push(node);
      else traces.push(message.id);
    }
    endGroup();
    arrange(this.element, nodes);
  }

  inOrder() {
    return [...this.entries.values()].sort((a, b) => a.message.id - b.message.id);
  }

  trace(ids) {
    const words = ids.length === 1 ? "mensagem apagada" : `${ids.length} mensagens apagadas`;
    return this.pill(`trace ${ids[0]}`, "trace", words);
  }

  pill(key, kind, words) {
    const pill = this.pills.get(key) ?? h("div", { class: `pill ${kind}`, "data-testid": kind });
    this.pills.set(key, pill);
    if (pill.textContent !== words) pill.textContent = words;
    return pill;
  }

  quoted(id) {
    const message = this.entries.get(id)?.message;
    return message && !message.deleted ? message.text || KINDS[message.media] : null;
  }

  scrolled() {
    this.stuck = this.atEnd();
    if (this.stuck) this.unseen = 0;
    this.onMoved(this.stuck, this.unseen);
  }

  atEnd() {
    return this.element.scrollHeight - this.element.scrollTop - this.element.clientHeight < NEAR;
  }

  toEnd() {
    this.element.scrollTop = this.element.scrollHeight;
    this.scrolled();
  }
}

const isMine = (node) => node.classList.contains("mine");

function dayName(date) {
  const then = new Date(date * 1000);
  const days = Math.round((midnight(new Date()) - midnight(then)) / 864e5);
  return ["Hoje", "Ontem"][days] ?? DAY.format(then);
}

const midnight = (moment) => new Date(moment).setHours(0, 0, 0, 0);
