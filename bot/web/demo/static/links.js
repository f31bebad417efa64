// Links in messages: those that open the bot stay inside the page, others open a new tab, odd ones are no links.

import { $, avatar, el } from "./dom.js";
import { seat, state } from "./store.js";
import { t } from "./words.js";
import { closeDialog, openDialog } from "./dialog.js";
import { wish } from "./server.js";
import { failed } from "./toast.js";

/** Read a link that opens this bot: {start} or {startgroup}; null where it is another kind. */
export function botLink(address) {
  let url;
  try {
    url = new URL(address.startsWith("t.me/") ? `https://${address}` : address);
  } catch {
    return null;
  }
  const name = url.protocol === "tg:" ? url.searchParams.get("domain") : url.host === "t.me" && url.pathname.slice(1);
  if (!name || name.toLowerCase() !== state.bot.username.toLowerCase()) return null;
  const { searchParams: asked } = url;
  return asked.has("startgroup") ? { startgroup: asked.get("startgroup") } : { start: asked.get("start") ?? "" };
}

/** Give an address that may be opened; empty for javascript: and the like. */
export function safeLink(address) {
  try {
    const url = new URL(/^[a-z][a-z\d+.-]*:/i.test(address) ? address : `https://${address}`);
    return ["http:", "https:"].includes(url.protocol) ? url.href : "";
  } catch {
    return "";
  }
}

/** Follow a link that opens the bot, as the person who sits in this chat. */
export function follow(link, chat) {
  const person = state.people.get(seat(chat));
  if (link.startgroup !== undefined) chooseGroup(person, link.startgroup);
  else start({ user: person.id, parameter: link.start }, person.id);
}

async function start(asked, target) {
  closeDialog();
  try {
    await wish("start", asked);
    location.hash = `#${target}`;
  } catch (error) {
    failed(error);
  }
}

function chooseGroup(person, parameter) {
  const groups = [...state.chats.values()].filter((chat) => chat.kind !== "private" && chat.members.includes(person.id));
  const rows = groups.map((chat) =>
    el(
      "button",
      { type: "button", class: "row", onclick: () => start({ user: person.id, chat: chat.id, parameter }, chat.id) },
      avatar(chat.id, chat.title),
      el("span", { class: "grow", text: chat.title }),
      chat.here && el("small", { text: t("alreadyIn") }),
    ),
  );
  const fresh = newGroup(person, (chat) => start({ user: person.id, chat: chat.id, parameter }, chat.id));
  openDialog(t("startGroup"), el("p", { class: "soft", text: t("startGroupWhy", { name: person.name }) }), ...rows, fresh);
}

/** Make the small form that creates a group of one person. */
export function newGroup(person, then) {
  const name = el("input", { type: "text", required: true, maxlength: "60", placeholder: t("groupName"), "aria-label": t("groupName") });
  const submit = async (event) => {
    event.preventDefault();
    try {
      then(await wish("groups", { title: name.value, user: person.id }));
    } catch (error) {
      failed(error);
    }
  };
  return el("form", { class: "row form", onsubmit: submit }, name, el("button", { class: "solid", text: t("create") }));
}

/** Offer a private chat with the bot to each person. */
export function choosePerson() {
  const rows = [...state.people.values()].map((person) =>
    el(
      "button",
      {
        type: "button",
        class: "row",
        onclick: () => {
          closeDialog();
          location.hash = `#${person.id}`;
        },
      },
      avatar(person.id, person.name),
      el("span", { class: "grow", text: person.name }),
    ),
  );
  openDialog(t("newPrivateTitle"), ...rows);
}

export const dialogIsOpen = () => $("dialog").open;
