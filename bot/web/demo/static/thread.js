// The messages of the chat that is open.

import { $, el } from "./dom.js";
import { bubble } from "./bubble.js";
import { editMessage, replyTo } from "./composer.js";
import { follow } from "./links.js";
import { ask, wish } from "./server.js";
import { chatOf, emit, keyOf, markRead, on, putOlder, seat, state, unread } from "./store.js";
import { alertBox, failed, toast } from "./toast.js";
import { dateOf, t } from "./words.js";

const ABOVE = 44; // pixels above the start of a long message, for the date
const NEAR = 120; // pixels from the end within which the thread follows what comes
const PATIENCE = 15000; // milliseconds a pressed button spins at most
const box = $("thread");
const list = $("messages");
const pressed = new Map(); // press id → element that spins
const answered = new Map(); // answers that came before the press had returned

const current = () => (state.current ? chatOf(state.current) : null);
let following = true; // the end was in sight when the reader last scrolled, or the start of a long last message is
let placed = -1; // where that start stands
const atEnd = () => box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
const atStartOfLast = () => Math.abs(box.scrollTop - placed) < 2;
const toEnd = () => (box.scrollTop = box.scrollHeight);
const stayAtEnd = () => following && !atStartOfLast() && toEnd();

/** Draw the whole thread of the open chat, at its first unread message or its end. */
export function drawThread() {
  const chat = current();
  list.replaceChildren();
  if (!chat) return;
  const news = new Set(unread(chat).map(keyOf));
  let before = null;
  let mark = null;
  if (chat.more) list.append(el("li", { class: "older" }, el("button", { type: "button", text: t("older"), onclick: () => older(chat) })));
  for (const message of chat.messages.values()) {
    if (news.has(keyOf(message)) && !mark && news.size < chat.messages.size) {
      mark = el("li", { class: "unread", text: t("newMessages") });
      list.append(mark);
    }
    add(chat, message, before);
    before = message;
  }
  if (!chat.messages.size) list.append(el("li", { class: "service", text: t(chat.kind === "private" ? "emptyPrivate" : "emptyGroup", { name: chat.title }) }));
  if (mark) mark.scrollIntoView({ block: "start" });
  else toEnd();
  look();
}

function add(chat, message, before) {
  if (!before || before.at.slice(0, 10) !== message.at.slice(0, 10)) list.append(el("li", { class: "day", text: dateOf(message.at) }));
  list.append(draw(chat, message, before));
}

function draw(chat, message, before) {
  const close = before && !before.service && before.from === message.from && before.at.slice(0, 10) === message.at.slice(0, 10);
  const continued = Boolean(close && new Date(message.at) - new Date(before.at) < 5 * 60 * 1000);
  return bubble(message, { me: seat(chat), group: chat.kind !== "private", continued, actions: actionsOf(chat) });
}

function actionsOf(chat) {
  return {
    reply: replyTo,
    edit: editMessage,
    show,
    press: (message, data, node) => press(chat, message, data, node),
    link: (link) => follow(link, chat),
    command: (text) => wish("say", { user: seat(chat), chat: chat.id, text }).catch(failed),
  };
}

async function press(chat, message, data, node) {
  node.classList.add("running");
  node.setAttribute("aria-busy", "true");
  const still = () => {
    node.classList.remove("running");
    node.removeAttribute("aria-busy");
  };
  setTimeout(still, PATIENCE);
  try {
    const asked = { user: seat(chat), chat: message.chat, message: message.id, data };
    const { press: id } = await wish("press", asked);
    pressed.set(id, still);
    if (answered.has(id)) putAnswer(answered.get(id));
  } catch (error) {
    still();
    failed(error);
  }
}

/** Show how the bot answered a pressed button, to the one who pressed it here. */
export function putAnswer(answer) {
  const still = pressed.get(answer.press);
  if (!still) return answered.set(answer.press, answer);
  pressed.delete(answer.press);
  answered.delete(answer.press);
  still();
  if (answer.text) answer.alert ? alertBox(answer.text) : toast(answer.text, "from-bot");
}

/** Bring a message into sight. */
function show(key) {
  const node = list.querySelector(`[data-key="${key}"]`);
  if (!node) return;
  node.scrollIntoView({ block: "center", behavior: "smooth" });
  node.classList.add("shown");
  node.addEventListener("animationend", () => node.classList.remove("shown"), { once: true });
}

async function older(chat) {
  const first = chat.messages.values().next().value;
  const height = box.scrollHeight;
  try {
    putOlder(chat, await ask("messages", { chat: chat.id, before: first.id, before_chat: first.chat }));
    drawThread();
    box.scrollTop = box.scrollHeight - height;
  } catch (error) {
    failed(error);
  }
}

// What is in sight at the end of an open chat of a visible page counts as read.
function look() {
  const chat = current();
  following = atEnd() || atStartOfLast();
  if (!chat || document.hidden || !atEnd()) return showNewest();
  markRead(chat);
  emit("read");
  showNewest();
}

function showNewest() {
  const count = current() ? unread(current()).length : 0;
  $("newest").hidden = atEnd() || !count;
  $("newest").textContent = t("toNewest", { count });
}

on("message", ({ chat, message }) => {
  if (chat.id !== state.current) return;
  const follows = following || message.from === seat(chat);
  const before = [...chat.messages.values()].at(-2);
  list.querySelector(".older + .service, .service:only-child")?.remove();
  add(chat, message, before);
  if (follows) bring(list.lastElementChild);
  look();
});

// A message taller than the window is shown from its start.
function bring(node) {
  if (node.offsetHeight < box.clientHeight - ABOVE) return toEnd();
  placed = Math.round(node.getBoundingClientRect().top - list.getBoundingClientRect().top - ABOVE);
  box.scrollTop = placed;
}

on("edited", ({ chat, message }) => {
  const node = list.querySelector(`[data-key="${keyOf(message)}"]`);
  if (!node) return;
  const all = [...chat.messages.values()];
  const before = all[all.findIndex((one) => keyOf(one) === keyOf(message)) - 1];
  const follows = atEnd();
  const focused = node.contains(document.activeElement);
  const fresh = draw(chat, message, before);
  node.replaceWith(fresh);
  if (focused) fresh.focus();
  if (follows) toEnd();
});

on("deleted", ({ key }) => list.querySelector(`[data-key="${key}"]`)?.remove());
on("seat", drawThread);
box.addEventListener("scroll", look, { passive: true });
// The end stays in sight when the writing field grows and when a picture comes whose size nobody knew.
new ResizeObserver(stayAtEnd).observe(box);
list.addEventListener("load", stayAtEnd, true);
document.addEventListener("visibilitychange", look);
$("newest").addEventListener("click", () => {
  toEnd();
  look();
});

// The thread is one stop of the tab key; arrows walk its messages.
box.tabIndex = 0;
box.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const inside = event.target === box || event.target.classList.contains("message");
  if (!step || !inside) return;
  const all = [...list.querySelectorAll(".message")];
  const place = all.indexOf(document.activeElement);
  const next = place < 0 ? all.at(-1) : all[Math.min(Math.max(place + step, 0), all.length - 1)];
  next?.focus();
  event.preventDefault();
});
