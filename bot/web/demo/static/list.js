// The list of chats: groups and private ones, the newest above, with the last line and what is unread.

import { $, avatar, el, icon } from "./dom.js";
import { choosePerson, newGroup } from "./links.js";
import { closeDialog, openDialog } from "./dialog.js";
import { newestOf, on, state, unread } from "./store.js";
import { dateOf, hourOf, t } from "./words.js";

const nav = $("chats");

/** Draw the whole list; the focus stays on the chat it was on. */
export function drawList() {
  const focused = document.activeElement?.closest?.(".chats a")?.getAttribute("href");
  const all = [...state.chats.values()].sort((a, b) => lastTime(b).localeCompare(lastTime(a)));
  const groups = all.filter((chat) => chat.kind !== "private");
  const privates = all.filter((chat) => chat.kind === "private" && chat.messages.size);
  nav.replaceChildren(
    part("groups", groups, adder("newGroup", askForGroup)),
    part("privates", privates, adder("newPrivate", choosePerson)),
  );
  if (focused) nav.querySelector(`a[href="${focused}"]`)?.focus();
  showUnreadInTitle(all);
}

const lastTime = (chat) => newestOf(chat)?.at ?? "";

function part(title, chats, add) {
  const head = el("div", { class: "part" }, el("h2", { text: t(title) }), add);
  return el("section", {}, head, el("ul", {}, ...chats.map((chat) => el("li", {}, line(chat)))));
}

function adder(label, onclick) {
  return el("button", { type: "button", class: "quiet add", "aria-label": t(label), title: t(label), onclick }, icon("plus"), el("span", { text: t(label) }));
}

function line(chat) {
  const newest = newestOf(chat);
  const count = unread(chat).length;
  const current = chat.id === state.current;
  const title = chat.kind === "private" ? t("privateOf", { name: chat.title }) : chat.title;
  return el(
    "a",
    { href: `#${chat.id}`, class: "line", "aria-current": current ? "true" : undefined, data: { chat: chat.id } },
    avatar(chat.id, chat.title, chat.kind === "private" ? "person" : ""),
    el("span", { class: "title", text: title }),
    el("span", { class: "time", text: newest ? when(newest.at) : "" }),
    el("span", { class: "last", text: newest ? lastLine(newest) : t("empty") }),
    count ? el("span", { class: "badge", text: String(count), "aria-label": t("toNewest", { count }) }) : null,
    !chat.here && el("span", { class: "away", title: t("botGone") }, icon("unheard")),
  );
}

function when(at) {
  const today = state.clock?.now.slice(0, 10);
  return at.slice(0, 10) === today ? hourOf(at) : dateOf(at, "shortDate");
}

/** Say a message in one line. */
export function lastLine(message) {
  if (message.service) return serviceText(message);
  const media = message.media ? `[${t(message.media.kind)}] ` : "";
  const words = message.text.replace(/\s+/g, " ").slice(0, 90);
  return `${message.name}：${media}${words}`;
}

/** Say what happened to the group. */
export function serviceText(message) {
  const kinds = {
    new_chat_members: t("joined", { name: message.name }),
    left_chat_member: message.bot ? t("botLeft") : t("left", { name: message.name }),
  };
  return kinds[message.service.kind] ?? t("upgraded");
}

function askForGroup() {
  const person = state.people.values().next().value;
  const form = newGroup(person, (chat) => {
    closeDialog();
    location.hash = `#${chat.id}`;
  });
  openDialog(t("newGroupTitle"), el("p", { class: "soft", text: t("startGroupWhy", { name: person.name }) }), form);
}

function showUnreadInTitle(all) {
  const count = all.reduce((sum, chat) => sum + unread(chat).length, 0);
  document.title = count ? `(${count}) ${t("title")}` : t("title");
}

nav.addEventListener("keydown", (event) => {
  const lines = [...nav.querySelectorAll(".line")];
  const place = lines.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (place < 0) return;
  if (step) lines[Math.min(Math.max(place + step, 0), lines.length - 1)].focus();
  else if (event.key === "Home") lines[0].focus();
  else if (event.key === "End") lines.at(-1).focus();
  else return;
  event.preventDefault();
});

// Several events in a row (a digest in every group) draw the list once.
let planned = false;
function soon() {
  if (planned) return;
  planned = true;
  requestAnimationFrame(() => {
    planned = false;
    drawList();
  });
}
for (const kind of ["message", "edited", "deleted", "chat", "moved", "read", "loaded", "opened"]) on(kind, soon);
