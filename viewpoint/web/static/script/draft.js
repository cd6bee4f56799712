// Saves a reply as a draft whenever nothing was typed for two seconds, and shows how hard it is to read, as the server says. While
// one saving is under way the next waits, and so does sending: a late draft must not come after the reply. Works without this.
(function () {
  "use strict";
  var form = document.querySelector("form[data-draft]"), QUIET = 2000, TOO_LONG = 5000;
  if (!form || !window.fetch || !window.FormData || !window.AbortController || !form.requestSubmit) return;
  var timer = null, flying = false, waits = false, after = null;
  function say(words) {
    ["state", "age", "hint", "longest"].forEach(function (name) {
      var line = document.getElementById("draft-" + name);
      if (line && name in words) line.textContent = words[name];
    });
  }
  function save() {
    var body = new FormData(form), stop = new AbortController(), clock = setTimeout(function () { stop.abort(); }, TOO_LONG);
    flying = true;
    waits = false;
    body.append("quiet", "yes");
    fetch(form.getAttribute("data-draft"), {
      method: "POST", body: new URLSearchParams(body), credentials: "same-origin", redirect: "error", signal: stop.signal
    }).then(function (answer) {
      if (!answer.ok) throw answer;
      return answer.json().then(say);
    }).catch(function () { say({ state: form.getAttribute("data-unsaved") }); }).then(function () {
      clearTimeout(clock);
      flying = false;
      if (after) { var send = after; after = null; send(); } else if (waits) later();
    });
  }
  function later() {
    clearTimeout(timer);
    timer = setTimeout(function () { if (flying) waits = true; else save(); }, QUIET);
  }
  form.addEventListener("input", later);
  form.addEventListener("submit", function (event) {
    var button = event.submitter;
    clearTimeout(timer);
    waits = false;
    if (!flying) return;
    event.preventDefault();
    after = function () { form.requestSubmit(button); };
  });
})();
