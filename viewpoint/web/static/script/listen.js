// What can be heard is played where it is, on a tap and never before. Where no sound was made, the device's own voice reads instead,
// if it has one for the language that works without sending the words anywhere.
(function () {
  "use strict";
  var voices = window.speechSynthesis, sound = null, on = null;
  function stop() {
    if (sound) { sound.onended = sound.onerror = null; sound.pause(); sound = null; }
    if (voices) voices.cancel();
    if (on) on.removeAttribute("data-on");
    on = null;
  }
  function ownVoice() {
    var all = voices ? voices.getVoices() : [], wanted = document.documentElement.lang.split("-")[0];
    for (var i = 0; i < all.length; i++)
      if (all[i].localService && all[i].lang.split(/[-_]/)[0].toLowerCase() === wanted) return all[i];
  }
  function say(words) {
    var spoken = new SpeechSynthesisUtterance(words);
    spoken.voice = ownVoice();
    spoken.lang = spoken.voice.lang;
    spoken.onend = spoken.onerror = stop;
    voices.speak(spoken);
  }
  function play(address) {
    sound = new Audio(address);
    sound.onended = sound.onerror = stop;
    var begun = sound.play();
    if (begun && begun.catch) begun.catch(function () {});
  }
  function add(text, word) {
    var words = text.textContent.trim(), button = document.createElement("button"), option = text.closest(".option");
    if (!words) return;
    button.type = "button";
    button.className = option ? "listen" : "button listen";
    button.setAttribute("aria-label", word + ": " + words);
    button.setAttribute("data-say", words);
    button.innerHTML = '<svg viewBox="0 0 20 20" aria-hidden="true"><use href="#heard" xlink:href="#heard"/></svg>';
    if (!option) button.appendChild(document.createTextNode(word));
    if (option) option.className += " heard";
    (option || text.closest("legend") || text).insertAdjacentElement(option ? "beforeend" : "afterend", button);
  }
  function offer() {
    stop();
    var place = document.querySelector("[data-listen]");
    if (!place || place.querySelector(".listen") || !ownVoice()) return;
    [].forEach.call(place.querySelectorAll("h1, h2, .hint[id$=-hint], .told + .said, .option label"), function (text) {
      add(text, place.getAttribute("data-listen"));
    });
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest(".listen"), was = on;
    if (!button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    stop();
    if (button === was) return;
    on = button;
    button.setAttribute("data-on", "");
    if (button.href) play(button.href);
    else say(button.getAttribute("data-say"));
  });
  document.addEventListener("viewpoint:page", offer);
  window.addEventListener("pagehide", stop);
  if (voices && voices.addEventListener) voices.addEventListener("voiceschanged", offer);
  offer();
})();
