// The head of the open chat, and what one can change about it.

import { $, avatar, el, fill, icon, iconButton } from "./dom.js";
import { closeDialog, openDialog } from "./dialog.js";
import { wish } from "./server.js";
import { chatOf, on, seat, state } from "./store.js";
import { failed } from "./toast.js";
import { t } from "./words.js";

const TYPING = 5000; // milliseconds
let typing = 0;

/** Draw the head of the open chat. */
export function drawHead() {
  const chat = state.current ? chatOf(state.current) : null;
  $("head").hidden = !chat;
  if (!chat) return;
  const title = chat.kind === "private" ? t("privateOf", { name: chat.title }) : chat.title;
  fill(
    $("head"),
    el("a", { class: "round back", href: "#", "aria-label": t("back"), title: t("back") }, icon("back")),
    avatar(chat.id, chat.title, chat.kind === "private" ? "person" : ""),
    el("div", { class: "names" }, el("h1", { text: title }), el("p", { id: "about", text: about(chat) })),
    !chat.here && el("button", { type: "button", class: "solid", text: t(chat.kind === "private" ? "unblockBot" : "addBot"), onclick: () => change("bot", chat, { here: true }) }),
    iconButton("more", t("info"), () => showInfo(chat), { id: "info" }),
  );
}

function about(chat) {
  if (typing > Date.now()) return t("botTyping", { name: state.bot.first_name });
  if (chat.kind === "private") return chat.here ? state.bot.first_name : t("botBlocked");
  const bot = t(!chat.here ? "botGone" : chat.privacy ? "botHearsSome" : "botHearsAll");
  return `${t("members", { count: chat.members.length + (chat.here ? 1 : 0) })} · ${bot}`;
}

async function change(what, chat, values) {
  closeDialog();
  try {
    await wish(what, { user: seat(chat), chat: chat.id, ...values });
  } catch (error) {
    failed(error);
  }
}

function showInfo(chat) {
  openDialog(t("info"), ...(chat.kind === "private" ? [] : [privacy(chat)]), presence(chat), ...upgrade(chat), members(chat));
}

function privacy(chat) {
  const box = el("input", { type: "checkbox", role: "switch", id: "privacy", checked: chat.privacy, disabled: !chat.here });
  box.addEventListener("change", () => change("privacy", chat, { on: box.checked }));
  const words = el("span", { class: "grow" }, el("strong", { text: t("privacy") }), el("small", { text: t(chat.privacy ? "privacyOn" : "privacyOff") }));
  return el("label", { class: "row switch" }, words, box);
}

function presence(chat) {
  const names = chat.kind === "private" ? ["blockBot", "unblockBot"] : ["removeBot", "addBot"];
  return wideButton(chat.here ? "danger" : "solid", names[chat.here ? 0 : 1], () => change("bot", chat, { here: !chat.here }));
}

function upgrade(chat) {
  if (chat.kind !== "group") return [];
  return [wideButton("plain", "upgrade", () => change("migrate", chat, {})), el("p", { class: "soft", text: t("upgradeWhy") })];
}

function wideButton(kind, name, onclick) {
  return el("button", { type: "button", class: `wide ${kind}`, text: t(name), onclick, data: { action: name } });
}

function members(chat) {
  const people = chat.members.map((id, place) => row(state.people.get(id), place === 0 && chat.kind !== "private" ? t("owner") : ""));
  const bot = chat.here ? [row({ id: state.bot.id, name: state.bot.first_name }, t("botMember"), "robot")] : [];
  return el("section", {}, el("h3", { text: t("memberList") }), ...people, ...bot);
}

function row(person, note, kind = "person") {
  return el("div", { class: "row still" }, avatar(person.id, person.name, kind), el("span", { class: "grow", text: person.name }), note && el("small", { text: note }));
}

/** Show for a while that the bot is typing. */
export function putAction({ chat }) {
  if (chat !== state.current) return;
  typing = Date.now() + TYPING;
  drawHead();
  setTimeout(drawHead, TYPING + 50);
}

on("chat", (id) => id === state.current && drawHead());
on("message", ({ chat, message }) => {
  if (chat.id !== state.current || !message.bot || !typing) return;
  typing = 0;
  drawHead();
});
