// A place to draw on the break page. Nothing of it is kept or sent.
(function () {
  "use strict";
  function begin(board) {
    var canvas = board.querySelector("canvas"), pen = canvas.getContext("2d"), last = null;
    board.hidden = false;
    canvas.width = canvas.clientWidth;
    canvas.height = canvas.clientHeight;
    pen.lineWidth = 5;
    pen.lineCap = "round";
    pen.strokeStyle = getComputedStyle(canvas).color;
    function place(event) {
      var at = event.touches ? event.touches[0] : event, box = canvas.getBoundingClientRect();
      return [at.clientX - box.left, at.clientY - box.top];
    }
    function down(event) { last = place(event); move(event); }
    function move(event) {
      if (!last) return;
      event.preventDefault();
      var next = place(event);
      pen.beginPath();
      pen.moveTo(last[0], last[1]);
      pen.lineTo(next[0], next[1]);
      pen.stroke();
      last = next;
    }
    function up() { last = null; }
    var names = window.PointerEvent ? ["pointerdown", "pointermove", "pointerup"] : ["touchstart", "touchmove", "touchend"];
    canvas.addEventListener(names[0], down);
    canvas.addEventListener(names[1], move);
    window.addEventListener(names[2], up);
    board.querySelector("button").addEventListener("click", function () { pen.clearRect(0, 0, canvas.width, canvas.height); });
  }
  function all() { [].forEach.call(document.querySelectorAll(".draw[hidden]"), begin); }
  document.addEventListener("viewpoint:page", all);
  all();
})();
