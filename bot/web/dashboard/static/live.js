// What a page does by itself: refresh when something was recorded, and let in whom Telegram vouches for.
const feed = document.body.dataset.live;
if (feed) {
  let waiting = 0;
  const refresh = () => {
    const editing = document.activeElement && document.activeElement.closest(".filters");
    if (document.hidden || editing) { waiting = 1; return; }
    waiting = 0;
    htmx.ajax("GET", location.pathname + location.search, { target: "#main", select: "#main", swap: "outerHTML" });
  };
  const news = new EventSource(feed);
  news.addEventListener("changed", refresh);
  document.addEventListener("visibilitychange", () => { if (waiting && !document.hidden) refresh(); });
  addEventListener("pagehide", () => news.close());
}
const launch = new URLSearchParams(location.hash.slice(1)).get("tgWebAppData");
if (launch && !feed) {
  fetch("/app", { method: "POST", body: new URLSearchParams({ data: launch }) }).then((answer) => {
    if (answer.ok) location.replace("/");
  });
}
