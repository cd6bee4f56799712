// A button that copies what a field holds; without script the field is there to be copied by hand.
(function () {
  "use strict";
  document.querySelectorAll("button[data-copies]").forEach(function (button) {
    var field = document.getElementById(button.dataset.copies);
    var told = document.getElementById(button.dataset.copies + "-copied");
    button.hidden = false;
    button.addEventListener("click", function () {
      field.focus();
      field.select();
      told.hidden = !document.execCommand("copy");
    });
  });
})();
