// Sends a page's form without leaving the page, and shows the page that is answered in its place: a bad line is crossed once. When
// it fails it is sent again, under the same key, until it is through; until then what was put stays on screen and the page says so.
(function () {
  "use strict";
  if (!window.fetch || !window.DOMParser || !window.URLSearchParams || !window.FormData || !FormData.prototype.entries) return;
  var WAITS = [2, 4, 8, 15, 30], TOO_LONG = 20000;
  var shown = here(), pressed = null, flying = null, sending = null, timer = null;

  function here() { return location.pathname + location.search; }
  function random() {
    var bytes = new Uint8Array(16), text = "";
    crypto.getRandomValues(bytes);
    for (var i = 0; i < bytes.length; i++) text += (bytes[i] + 256).toString(16).slice(1);
    return text;
  }
  function say(id) {
    ["no-signal", "not-saved"].forEach(function (each) {
      var line = document.getElementById(each);
      if (!line) return;
      line.hidden = each !== id;
      if (each === id) line.scrollIntoView({ block: "nearest" });
    });
  }
  function show(html, address) {
    var next = new DOMParser().parseFromString(html, "text/html"), root = document.documentElement;
    // A page that needs a script which is not here (scanning was just chosen) is fetched whole.
    var lacks = [].some.call(next.querySelectorAll("script[src]"), function (script) {
      return !document.querySelector('script[src="' + script.getAttribute("src") + '"]');
    });
    if (lacks || !next.getElementById("main")) return location.assign(address);
    ["lang", "dir", "data-look", "data-worker"].forEach(function (name) {
      var value = next.documentElement.getAttribute(name);
      if (value === null) root.removeAttribute(name); else root.setAttribute(name, value);
    });
    [].forEach.call(next.querySelectorAll("link[rel=stylesheet]"), function (link) {
      if (!document.querySelector('link[href="' + link.getAttribute("href") + '"]')) document.head.appendChild(document.importNode(link, true));
    });
    [].forEach.call(next.querySelectorAll("script[src]"), function (each) {
      var script = document.createElement("script");
      script.src = each.getAttribute("src");
      if (!document.querySelector('script[src="' + script.getAttribute("src") + '"]')) document.head.appendChild(script);
    });
    document.title = next.title;
    if (address !== here()) history.pushState(null, "", address);
    shown = here();
    root.replaceChild(document.importNode(next.body, true), document.body);
    scrollTo(0, 0);
    (document.querySelector("main [autofocus]") || document.getElementById("main")).focus({ preventScroll: true });
    document.dispatchEvent(new Event("viewpoint:page"));
  }
  function again(what, id) {
    if (sending !== what) return;
    say(id);
    timer = setTimeout(function () { send(what); }, 1000 * WAITS[Math.min(what.tries++, WAITS.length - 1)]);
  }
  function send(what) {
    var stop = window.AbortController ? new AbortController() : null, clock;
    clearTimeout(timer);
    flying = what;
    if (stop) clock = setTimeout(function () { stop.abort(); }, TOO_LONG);
    fetch(what.action, {
      method: "POST", body: what.body, credentials: "same-origin", signal: stop ? stop.signal : undefined,
      headers: { "X-Viewpoint-Step": what.key, "Content-Type": "application/x-www-form-urlencoded" }
    }).then(function (answer) {
      if (/^50[234]$/.test(answer.status)) throw answer;
      return answer.text().then(function (html) {
        if (sending !== what) return;
        sending = flying = null;
        show(html, answer.headers.get("Content-Location") || (answer.redirected ? answer.url : what.action));
      });
    }).catch(function (why) {
      if (flying === what) flying = null;
      again(what, why && why.status ? "not-saved" : "no-signal");
    }).then(function () { clearTimeout(clock); });
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest ? event.target.closest("button") : null;
    pressed = button && button.form ? button : null;
  }, true);
  document.addEventListener("submit", function (event) {
    var form = event.target, button = event.submitter || (pressed && pressed.form === form ? pressed : null), body;
    if (event.defaultPrevented || form.id === "leave" || form.method !== "post" || form.enctype !== "application/x-www-form-urlencoded") return;
    event.preventDefault();
    if (flying) return;
    body = new URLSearchParams(new FormData(form));
    if (button && button.name) body.append(button.name, button.value);
    body = body.toString();
    var action = form.getAttribute("action") || here();
    // Pressed once more while it waits: the same again is the same press, anything else a new one.
    if (!sending || sending.body !== body || sending.action !== action) sending = { action: action, body: body, key: random(), tries: 0 };
    send(sending);
  });
  addEventListener("online", function () { if (sending && !flying) send(sending); });
  addEventListener("popstate", function () { if (here() !== shown) location.reload(); });
})();
