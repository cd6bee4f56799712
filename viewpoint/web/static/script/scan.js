// One switch: a frame goes from answer to answer and button to button; Space, Enter or a tap anywhere chooses what is in it.
// The focus goes with the frame, so that a screen reader says where it is. It rests while words are typed, and while the page is
// not in front. Only fetched where somebody chose it; nothing is lost by waiting.
(function () {
  "use strict";
  var SPEEDS = { "scan-slow": 4000, "scan-medium": 2200, "scan-fast": 1200 };
  var AGAIN = 350, PATIENCE = 6000;
  var THINGS = "a[href], button, summary, input:not([type=hidden])";
  var lit = null, timer = null, pressed = 0, choosing = false;

  function pace() {
    var words = (document.documentElement.getAttribute("data-look") || "").split(" ");
    for (var i = 0; i < words.length; i++) if (SPEEDS[words[i]]) return SPEEDS[words[i]];
    return 0;
  }
  function isTyped(thing) {
    if (!thing || !thing.tagName) return false;
    return thing.tagName === "TEXTAREA" || (thing.tagName === "INPUT" && !/^(radio|checkbox|submit|button)$/.test(thing.type));
  }
  // The page first, then the way out and the way to help, then the rest of the frame around it.
  function things() {
    var found = [];
    ["main", "#leave", ".help", ".top"].forEach(function (part) {
      var box = document.querySelector(part);
      if (box) [].forEach.call(box.querySelectorAll(THINGS), function (thing) {
        var seen = (thing.labels && thing.labels[0]) || thing;
        var shut = thing.closest("details:not([open])");
        if (isTyped(thing) || thing.disabled || !seen.getClientRects().length || found.indexOf(thing) >= 0) return;
        if (!shut || thing === shut.firstElementChild) found.push(thing);
      });
    });
    return found;
  }
  function dark() {
    if (lit) lit.classList.remove("lit");
    lit = null;
  }
  function light(thing) {
    dark();
    lit = thing;
    if (!thing) return;
    thing.classList.add("lit");
    thing.focus({ preventScroll: true });
    ((thing.labels && thing.labels[0]) || thing).scrollIntoView({ block: "center" });
  }
  function wait(time) {
    clearTimeout(timer);
    timer = time ? setTimeout(step, time) : null;
  }
  function step() {
    var all = things();
    light(all[(all.indexOf(lit) + 1) % all.length]);
    wait(pace());
  }
  function stop() {
    clearTimeout(timer);
    dark();
  }
  function begin() {
    stop();
    if (!pace() || document.hidden || isTyped(document.activeElement)) return;
    step();
  }
  // After one answer of several the next thing is the button that goes on.
  function chosen(thing) {
    if (thing.type !== "radio") return wait(pace());
    var on = thing.form && thing.form.querySelector(".main-button");
    if (on) light(on);
    wait(pace());
  }
  function choose() {
    var thing = lit, now = Date.now();
    if (!thing || now - pressed < AGAIN) return;
    pressed = now;
    var goes = thing.tagName === "A" || thing.tagName === "BUTTON";
    choosing = true;
    try { thing.click(); } finally { choosing = false; }
    // A page that does not come (no signal) must not leave them without the frame.
    if (goes) wait(PATIENCE); else chosen(thing);
  }
  function onKey(event) {
    if ((event.key !== " " && event.key !== "Enter") || !pace() || isTyped(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.type === "keydown" && !event.repeat) choose();
  }
  function onPress(event) {
    if (choosing || !event.isTrusted || !pace() || isTyped(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.type === "click") choose();
  }
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("keyup", onKey, true);
  document.addEventListener("click", onPress, true);
  document.addEventListener("focusin", function (event) { if (isTyped(event.target)) stop(); });
  document.addEventListener("focusout", function (event) { if (isTyped(event.target)) setTimeout(begin, 0); });
  document.addEventListener("visibilitychange", begin);
  document.addEventListener("viewpoint:page", begin);
  addEventListener("blur", stop);
  addEventListener("focus", begin);
  addEventListener("pageshow", begin);
  if (document.readyState !== "loading") begin();
})();
