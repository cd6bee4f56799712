// Three quick presses of Esc or Shift leave the page at once, as the button at the top does. What was on screen is emptied, the
// address takes the place of the page in the history, and a cookie says that this visit is over, for the request that ends it may
// be lost on the way. A page that the browser kept whole is fetched anew. Everything works without this.
(function () {
  "use strict";
  var key = "", times = 0, last = 0, left = false;
  function leave(event) {
    var form = document.getElementById("leave");
    if (!form) return;
    if (event) event.preventDefault();
    if (left) return;
    left = true;
    document.documentElement.hidden = true;
    var away = form.getAttribute("data-away");
    if (!away) return form.submit();
    document.cookie = "left=1; path=/; SameSite=Lax" + (location.protocol === "https:" ? "; Secure" : "");
    try {
      fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true, redirect: "manual" }).catch(function () {});
    } catch (error) {  }
    location.replace(away);
    document.body.textContent = "";
  }
  document.addEventListener("submit", function (event) {
    if (event.target.id === "leave") leave(event);
  });
  document.addEventListener("keyup", function (event) {
    var now = Date.now();
    if ((event.key !== "Escape" && event.key !== "Shift") || event.isComposing) { times = 0; return; }
    times = event.key === key && now - last < 1500 ? times + 1 : 1;
    key = event.key;
    last = now;
    if (times === 3) leave();
  });
  addEventListener("pageshow", function (event) {
    if (!event.persisted) return;
    document.documentElement.hidden = true;
    location.reload();
  });
})();
