// What can be heard is played where it is, on a tap and never before. Where no sound was made, the device's own voice reads instead,
// if it has one for the language that works without sending the words anywhere.
(function () {
  "use strict";
  var voices = window.speechSynthesis, sound = new Audio(), on = null;
  function stop() {
    sound.pause();
    if (voices) voices.cancel();
    if (on) on.removeAttribute("data-on");
    on = null;
  }
  function ownVoice() {
    return voices && voices.getVoices().filter(function (each) {
      return each.localService && each.lang.split(/[-_]/)[0] === document.documentElement.lang.split("-")[0];
    })[0];
  }
  function say(words) {
    var spoken = new SpeechSynthesisUtterance(words);
    spoken.voice = ownVoice();
    spoken.lang = spoken.voice.lang;
    spoken.onend = stop;
    voices.speak(spoken);
  }
  function play(address) {
    sound.src = address;
    var begun = sound.play();
    if (begun) begun.catch(function () {});
  }
  function offer() {
    var place = document.querySelector("[data-listen]");
    stop();
    if (place && !place.querySelector(".listen") && ownVoice())
      [].forEach.call(place.querySelectorAll("h1, h2, .hint[id$=-hint], .said, .option label"), function (text) {
        var button = document.createElement("button"), word = place.getAttribute("data-listen"), option = text.closest(".option");
        button.type = "button";
        button.say = text.textContent.trim();
        button.className = option ? "listen" : "button listen";
        button.setAttribute("aria-label", word + ": " + button.say);
        if (!option) button.textContent = word;
        (option || text.closest("legend") || text).insertAdjacentElement(option ? "afterbegin" : "afterend", button);
      });
  }
  sound.onended = sound.onerror = stop;
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest(".listen"), was = on;
    if (!button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    stop();
    if (button === was) return;
    on = button;
    button.setAttribute("data-on", "");
    if (button.href) play(button.href); else say(button.say);
  });
  document.addEventListener("viewpoint:page", offer);
  addEventListener("pagehide", stop);
  if (voices) voices.onvoiceschanged = offer;
  offer();
})();
