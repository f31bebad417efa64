// The bot's command menu: a list to choose from, and completion while one types after "/".

import { $, el } from "./dom.js";
import { ask } from "./server.js";
import { chatOf, on, seat, state } from "./store.js";
import { t } from "./words.js";

let menu = [];
let choose = () => {};
let place = 0;
let loads = 0;

const list = () => $("commands");
const entries = () => [...list().querySelectorAll("[role=option]")];
export const commandsOpen = () => Boolean(list()) && !list().hidden;

/** Learn the menu of the person who sits in the open chat; who typed "/" meanwhile is offered it then. */
export async function loadMenu() {
  const asked = ++loads;
  const chat = state.current ? chatOf(state.current) : null;
  const learnt = chat ? await ask("menu", { chat: chat.id, user: seat(chat) }).catch(() => []) : [];
  if (asked !== loads) return; // another chat was opened while this answer was on its way
  menu = learnt;
  if (document.activeElement === $("write") && $("write").value && !commandsOpen()) typed($("write").value, choose);
}

/** Offer what begins with the text typed so far; anything that is no lone command closes the list. */
export function typed(text, chosen) {
  choose = chosen;
  const match = text.match(/^\/([a-z0-9_]*)$/i);
  const begun = match?.[1].toLowerCase();
  const fitting = match ? menu.filter((one) => one.command.startsWith(begun)) : [];
  fitting.sort((a, b) => (b.command === begun) - (a.command === begun)); // what is written out comes first, and Enter sends it
  fitting.length ? show(fitting) : closeCommands();
}

/** Show the whole menu, or close it. */
export function toggleCommands() {
  const write = $("write");
  if (commandsOpen()) return closeCommands();
  if (!write.value) {
    write.value = "/";
    write.dispatchEvent(new Event("input"));
  }
  write.focus();
  if (!commandsOpen()) show(menu);
}

function show(commands) {
  const rows = commands.map(({ command, description }, index) =>
    el(
      "li",
      { role: "option", id: `command-${index}`, onmousedown: (event) => event.preventDefault(), onclick: () => take(command), data: { command } },
      el("strong", { text: `/${command}` }),
      el("span", { text: description }),
    ),
  );
  list().replaceChildren(...(rows.length ? rows : [el("li", { class: "soft", text: t("noCommands") })]));
  list().hidden = false;
  mark(0);
}

export function closeCommands() {
  if (!list()) return;
  list().hidden = true;
  $("write")?.removeAttribute("aria-activedescendant");
}

function mark(index) {
  place = index;
  entries().forEach((node, at) => node.setAttribute("aria-selected", String(at === index)));
  const node = entries()[index];
  node?.scrollIntoView({ block: "nearest" });
  if (node) $("write").setAttribute("aria-activedescendant", node.id);
}

function take(command) {
  closeCommands();
  choose(command);
  $("write").focus();
}

/** Answer a key while the list is open; true where it was for the list. */
export function walkCommands(event) {
  const all = entries();
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const chosen = all[place]?.dataset.command;
  if (step) mark((place + step + all.length) % all.length);
  else if (event.key === "Escape") closeCommands();
  else if (event.key === "Tab" && chosen) take(chosen);
  else if (event.key === "Enter" && chosen && $("write").value !== `/${chosen}`) take(chosen);
  else return false;
  event.preventDefault();
  event.stopPropagation();
  return true;
}

on("seat", loadMenu);
on("menu", loadMenu);
on("chat", (id) => id === state.current && loadMenu());
