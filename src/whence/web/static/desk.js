// Keys that every page knows. Pages read fully without any script.
const PAGES = { s: "/", p: "/points", r: "/reports", o: "/sources", a: "/actors", t: "/timeline", q: "/queue", h: "/history", e: "/export" };

// On a phone the row of pages is wider than the screen: the one that is open comes into sight.
const open = document.querySelector(".top nav [aria-current]");
if (open) open.parentElement.scrollLeft = open.offsetLeft - open.parentElement.clientWidth / 2;

const isTyping = (target) => target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
const rows = () => [...document.querySelectorAll("[data-row]")];
let chosen = -1;
let going = false;

function choose(step) {
  const listed = rows();
  if (!listed.length) return false;
  const here = listed.findIndex((row) => row.classList.contains("here"));
  // Where the one chosen was struck, the next has come into its place.
  if (here < 0 && chosen >= 0 && step > 0) chosen -= 1;
  else if (here >= 0) chosen = here;
  listed[chosen]?.classList.remove("here");
  chosen = Math.min(Math.max(chosen + step, 0), listed.length - 1);
  const row = listed[chosen];
  row.classList.add("here");
  (row.querySelector("[data-open]") ?? row.querySelector("a"))?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  return true;
}

function press(key) {
  const wanted = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!wanted) return false;
  if (wanted.matches("input, textarea")) wanted.focus();
  else wanted.click();
  return true;
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTyping(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  let done;
  if (going) {
    going = false;
    done = event.key in PAGES;
    if (done) location.href = PAGES[event.key];
  } else if (event.key === "g") {
    going = true;
    done = true;
  } else if (event.key === "j" || event.key === "k") {
    done = choose(event.key === "j" ? 1 : -1);
  } else {
    done = press(event.key);
  }
  if (done) event.preventDefault();
}

document.addEventListener("keydown", onKey);
for (const opener of document.querySelectorAll("[data-opens]")) {
  opener.addEventListener("click", () => document.getElementById(opener.dataset.opens).showModal());
}
