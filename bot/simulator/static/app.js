// The page: one stand per person, kept up to date by the simulator's stream.

import { addressOf } from "./phone.js";
import { showSamples } from "./samples.js";
import { Stand } from "./stand.js";

const stands = new Map();
const phones = new Map();
const stage = document.querySelector("#phones");
const switcher = document.querySelector(".switcher");
const offline = document.querySelector(".offline");
let current = null;

const page = {
  act,
  follow,
  chosen: choose,
  heard: (phone, count) => phone.stand.heard(phone, count),
};

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

function take(world) {
  document.title = `${world.bot.name} · Simulador`;
  for (const about of world.phones) {
    const phone = phones.get(about.slug) ?? add(about);
    phone.update(about, world, world.full);
  }
}

function add(about) {
  const stand = stands.get(about.owner) ?? addStand(about);
  const phone = stand.add(about);
  phones.set(about.slug, phone);
  return phone;
}

function addStand(about) {
  const stand = new Stand(about, page);
  stand.element.addEventListener("focusin", () => {
    current = stand;
  });
  stands.set(about.owner, stand);
  stage.append(stand.element);
  switcher.append(stand.tab);
  if (current) stand.choose(false);
  else choose(stand);
  return stand;
}

function choose(stand) {
  current = stand;
  for (const other of stands.values()) other.choose(other === stand);
}

/** Opens a link on the phone of the same person that it is for, and says whether there is one. */
function follow(phone, url) {
  const reader = [...phone.stand.phones.values()].find((other) => other.isOurs(url));
  if (!reader) return false;
  phone.stand.show(reader);
  reader.act("open", { link: addressOf(url).href });
  return true;
}

const stream = new EventSource("api/events");
stream.addEventListener("message", (event) => take(JSON.parse(event.data)));
stream.addEventListener("open", () => {
  offline.hidden = true;
});
stream.addEventListener("error", () => {
  offline.hidden = false;
});

showSamples(document.querySelector("#samples"), (value) => current?.shown.composer.insert(value));
