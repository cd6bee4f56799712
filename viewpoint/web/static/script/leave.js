// Three quick presses of Esc or Shift leave the page at once, as the button at the top does; without a signal, words that were
// typed stay on the page instead of giving way to the browser's error. Everything works without this.
(function () {
  "use strict";
  var form = document.getElementById("leave");
  var key = "", times = 0, last = 0;
  if (!form) return;
  function leave(event) {
    if (event) event.preventDefault();
    document.documentElement.hidden = true;
    var away = form.getAttribute("data-away");
    if (!away) return form.submit();
    try {
      fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true, redirect: "manual" }).catch(function () {});
    } catch (error) {  }
    location.replace(away);
  }
  form.addEventListener("submit", leave);
  var lost = document.getElementById("no-signal");
  if (lost) lost.closest("form").addEventListener("submit", function (event) {
    lost.hidden = navigator.onLine !== false;
    if (!lost.hidden) event.preventDefault();
  });
  document.addEventListener("keyup", function (event) {
    var now = Date.now();
    if ((event.key !== "Escape" && event.key !== "Shift") || event.isComposing) { times = 0; return; }
    times = event.key === key && now - last < 1500 ? times + 1 : 1;
    key = event.key;
    last = now;
    if (times === 3) leave();
  });
})();
