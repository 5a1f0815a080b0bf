// The page: one phone per person, kept up to date by the simulator's stream.

import { h } from "./dom.js";
import { Phone } from "./phone.js";
import { showSamples } from "./samples.js";

const phones = new Map();
const stage = document.querySelector("#phones");
const switcher = document.querySelector(".switcher");
const offline = document.querySelector(".offline");
let current = null;

async function act(slug, deed, body) {
  let answer;
  try {
    answer = await fetch(`api/phones/${encodeURIComponent(slug)}/${deed}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Error("Sem conexão com o simulador.");
  }
  if (!answer.ok) throw new Error((await answer.json()).error);
}

function take({ full, bot, phones: told }) {
  document.title = `${bot.name} · Simulador`;
  for (const about of told) {
    if (!phones.has(about.slug)) add(about);
    phones.get(about.slug).update(about, bot, full);
  }
}

function add(about) {
  const phone = new Phone(about, act, countHeard);
  phone.tab = h(
    "button",
    {
      type: "button",
      "aria-controls": phone.element.id,
      "data-testid": `tab-${about.slug}`,
      onclick: () => choose(phone),
    },
    about.title,
  );
  phone.element.addEventListener("focusin", () => {
    current = phone;
  });
  phones.set(about.slug, phone);
  stage.append(phone.element);
  switcher.append(phone.tab);
  if (!current) choose(phone);
  else phone.tab.setAttribute("aria-pressed", "false");
}

function choose(phone) {
  current = phone;
  for (const other of phones.values()) {
    other.element.classList.toggle("current", other === phone);
    other.tab.setAttribute("aria-pressed", String(other === phone));
  }
  phone.tab.querySelector(".badge")?.remove();
  phone.log.toEnd();
}

function countHeard(phone, count) {
  if (phone.element.classList.contains("current")) return;
  const badge =
    phone.tab.querySelector(".badge") ?? phone.tab.appendChild(h("span", { class: "badge" }, "0"));
  badge.textContent = Number(badge.textContent) + count;
}

const stream = new EventSource("api/events");
stream.addEventListener("message", (event) => take(JSON.parse(event.data)));
stream.addEventListener("open", () => {
  offline.hidden = true;
});
stream.addEventListener("error", () => {
  offline.hidden = false;
});

showSamples(document.querySelector("#samples"), (value) => current?.composer.insert(value));
