// Answering aloud. The recorder is shown where the browser has one; what it records is sent at once and kept nowhere here.
// Taking it away goes on when the page is left (keepalive), as whoever pressed it may be gone a moment later.
// Pressing on while it records stops it, sends it, and then presses on.
(function () {
  "use strict";
  var recorder = null, box = null, timer = 0, after = null;
  function part(name) { return box.querySelector("[data-voice-" + name + "]"); }
  function show(state) {
    box.setAttribute("data-state", state);
    part("record").hidden = state === "on" || state === "busy";
    part("stop").hidden = state !== "on";
    part("remove").hidden = state !== "there";
    part("play").hidden = state !== "there" || !box.hasAttribute("data-own");
    ["none", "on", "busy", "there", "failed", "refused"].forEach(function (each) {
      var words = part("is-" + each);
      if (words) words.hidden = each !== state;
    });
  }
  function post(body, then) {
    var at = box, token = document.querySelector("input[name=csrf_token]");
    show("busy");
    fetch(at.getAttribute("data-voice"), {
      method: "POST", body: body, credentials: "same-origin", keepalive: !body,
      headers: { "X-CSRFToken": token ? token.value : "", "Content-Type": "application/octet-stream" }
    }).then(function (answer) {
      if (!answer.ok) throw answer;
      then();
    }).catch(function () { after = null; if (box === at) show("failed"); });
  }
  function sent() {
    var next = after;
    after = null;
    box.setAttribute("data-own", "");
    part("play").src = box.getAttribute("data-voice") + "?" + Date.now();
    show("there");
    if (next) next();
  }
  function start() {
    navigator.mediaDevices.getUserMedia({ audio: true }).then(function (stream) {
      var pieces = [];
      recorder = new MediaRecorder(stream, { audioBitsPerSecond: 32000 });
      recorder.ondataavailable = function (event) { pieces.push(event.data); };
      recorder.onstop = function () {
        clearTimeout(timer);
        stream.getTracks().forEach(function (track) { track.stop(); });
        var kind = recorder.mimeType;
        recorder = null;
        if (document.body.contains(box)) post(new Blob(pieces, { type: kind }), sent);
      };
      recorder.start();
      timer = setTimeout(stop, 1000 * Number(box.getAttribute("data-seconds")));
      show("on");
      part("stop").focus();
    }).catch(function () { show("refused"); });
  }
  function stop() { if (recorder && recorder.state !== "inactive") recorder.stop(); }
  function ready() {
    var found = document.querySelector("[data-voice]");
    if (recorder && found !== box) stop();
    if (!found || found === box) return;
    box = found;
    if (!window.MediaRecorder || !window.fetch || !navigator.mediaDevices || !navigator.mediaDevices.getUserMedia) return;
    show(box.hasAttribute("data-there") ? "there" : "none");
    box.hidden = false;
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest ? event.target.closest("[data-voice] button") : null;
    if (!button || !box) return;
    if (button.hasAttribute("data-voice-record")) start();
    else if (button.hasAttribute("data-voice-stop")) stop();
    else if (button.hasAttribute("data-voice-remove")) post(null, function () { show("none"); part("record").focus(); });
  });
  document.addEventListener("submit", function (event) {
    if (!recorder || event.target.id === "leave") return;
    var form = event.target, by = event.submitter;
    event.preventDefault();
    event.stopImmediatePropagation();
    after = function () { if (form.requestSubmit) form.requestSubmit(by); else form.submit(); };
    stop();
  }, true);
  document.addEventListener("viewpoint:page", ready);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready); else ready();
})();
