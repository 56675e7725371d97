/**
 * The browser's side of the retina: paints cells under the hand and tells Python of them.
 *
 * A stroke that starts on a painted cell erases, any other paints. On the keyboard the arrow keys
 * move a cursor, space or enter changes the cell under it, and shift with an arrow key paints along.
 */

const CELL_PX = 16;
const SEND_MS = 1000 / 30;
const PAPER = "#ffffff", GRID = "#b0b0b0", INK = "#000000", CURSOR = "#d55e00";
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const HELP = "Arrow keys move, space paints or erases, shift with an arrow key paints along.";

const CSS = `
.compmodels-retina { padding: 4px; color: var(--jp-content-font-color1, inherit); font-size: 14px; }
.compmodels-retina canvas { border: 2px solid #767676; touch-action: none; cursor: crosshair; }
.compmodels-retina canvas:focus-visible { outline: 3px solid ${CURSOR}; outline-offset: 1px; }
.compmodels-retina button { font-size: 14px; padding: 2px 12px; }
.compmodels-retina p { margin: 2px 0; line-height: 1.5; max-width: 23em; }
`;

function element(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

const clamp = (value, size) => Math.min(Math.max(value, 0), size - 1);

/** The cells on the straight line between two cells, both included. */
function cellsBetween([row, column], [toRow, toColumn]) {
  const steps = Math.max(Math.abs(toRow - row), Math.abs(toColumn - column), 1);
  return Array.from({ length: steps + 1 }, (_, i) => [
    Math.round(row + ((toRow - row) * i) / steps),
    Math.round(column + ((toColumn - column) * i) / steps),
  ]);
}

/** The cells in the browser: painted here at once, sent to Python in batches. */
class Cells {
  constructor(model) {
    this.model = model;
    this.timer = null;
    this.take();
  }
  index([row, column]) {
    return row * this.model.get("columns") + column;
  }
  at(cell) {
    return this.pixels[this.index(cell)];
  }
  paint(cell, value) {
    this.pixels[this.index(cell)] = value;
    this.timer ??= setTimeout(() => this.send(), SEND_MS);
  }
  clear() {
    this.pixels.fill(0);
    this.timer ??= setTimeout(() => this.send(), SEND_MS);
  }
  send() {
    this.timer = null;
    this.model.set("pixels", [...this.pixels]);
    this.model.save_changes();
  }
  /** Take over what Python shows, unless strokes that it has not seen yet wait to be sent. */
  take() {
    if (this.timer === null) this.pixels = [...this.model.get("pixels")];
  }
}

function draw(canvas, cells, rows, columns, cursor) {
  const context = canvas.getContext("2d");
  context.fillStyle = GRID;
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      context.fillStyle = cells.at([row, column]) ? INK : PAPER;
      context.fillRect(column * CELL_PX + 1, row * CELL_PX + 1, CELL_PX - 1, CELL_PX - 1);
    }
  }
  if (document.activeElement !== canvas) return;
  context.strokeStyle = CURSOR;
  context.lineWidth = 3;
  context.strokeRect(cursor[1] * CELL_PX + 2, cursor[0] * CELL_PX + 2, CELL_PX - 3, CELL_PX - 3);
}

function makeCanvas(model) {
  const [rows, columns] = [model.get("rows"), model.get("columns")];
  const canvas = element("canvas", {
    width: columns * CELL_PX + 1,
    height: rows * CELL_PX + 1,
    tabIndex: 0,
    role: "application",
    ariaLabel: `${model.get("label")}, ${rows} by ${columns} cells. ${HELP}`,
  });
  canvas.dataset.lmSuppressShortcuts = "true"; // else JupyterLab takes the arrow keys
  return canvas;
}

/** Paint with mouse, finger or pen. */
function listenToPointer(canvas, size, cells, moved) {
  let ink = null, last = null;
  const cellOf = ({ offsetX, offsetY }) => [
    clamp(Math.floor(offsetY / CELL_PX), size[0]),
    clamp(Math.floor(offsetX / CELL_PX), size[1]),
  ];
  const stroke = (to) => {
    for (const cell of cellsBetween(last, to)) cells.paint(cell, ink);
    last = to;
    moved(to);
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    last = cellOf(event);
    ink = 1 - cells.at(last);
    stroke(last);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (ink !== null) stroke(cellOf(event));
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => (ink = null));
  }
}

/** Move the cursor and paint with the keyboard. */
function listenToKeys(canvas, size, cells, cursor, moved) {
  canvas.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (step) {
      const to = cursor().map((place, axis) => clamp(place + step[axis], size[axis]));
      if (event.shiftKey) for (const cell of [cursor(), to]) cells.paint(cell, 1);
      moved(to);
    } else if (event.key === " " || event.key === "Enter") {
      cells.paint(cursor(), 1 - cells.at(cursor()));
      moved(cursor());
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  });
}

function render({ model, el }) {
  const size = [model.get("rows"), model.get("columns")];
  const cells = new Cells(model);
  let cursor = size.map((length) => Math.floor(length / 2));

  const canvas = makeCanvas(model);
  const place = element("p", { ariaLive: "polite" });
  const clear = element("button", { type: "button", textContent: "Clear" });
  const name = element("strong", { textContent: model.get("label") });
  const help = element("p", { textContent: `Drag to paint; start on a painted cell to erase. ${HELP}` });
  const retina = element("div", { className: "compmodels-retina" }, name, help, canvas, place, clear);
  el.append(element("style", { textContent: CSS }), retina);

  const redraw = () => {
    draw(canvas, cells, ...size, cursor);
    const [row, column] = cursor;
    const state = cells.at(cursor) ? "painted" : "empty";
    place.textContent = `Row ${row + 1}, column ${column + 1}: ${state}.`;
  };
  const moved = (to) => {
    cursor = to;
    redraw();
  };
  const taken = () => {
    cells.take();
    redraw();
  };
  listenToPointer(canvas, size, cells, moved);
  listenToKeys(canvas, size, cells, () => cursor, moved);
  for (const change of ["focus", "blur"]) canvas.addEventListener(change, redraw);
  clear.addEventListener("click", () => {
    cells.clear();
    redraw();
  });
  model.on("change:pixels", taken);
  redraw();
  return () => model.off("change:pixels", taken);
}

export default { render };
