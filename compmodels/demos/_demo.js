/**
 * The browser's side of a demo: shows picture and sentence, names the sliders,
 * and keeps JupyterLab's shortcuts away from the controls.
 *
 * The picture arrives as bytes and becomes an <img> with the sentence as alternative text. What is
 * drawn and said is decided in Python (`_demo.py`).
 */

const CSS = `
.compmodels-screen { margin: 0; position: relative; color: var(--jp-content-font-color1, inherit); }
.compmodels-screen img { display: block; max-width: 100%; }
.compmodels-screen figcaption { font-size: 14px; line-height: 1.5; }
.compmodels-screen figcaption { width: 0; min-width: 100%; } /* as wide as the picture */
.compmodels-busy { visibility: hidden; position: absolute; top: 4px; left: 4px; padding: 2px 8px;
  font-size: 14px; color: #000; background: #f0e442; }
[aria-busy="true"] > .compmodels-busy { visibility: visible; transition: visibility 0s 0.3s; }
.compmodels-problem { color: var(--jp-error-color0, #a00000); font-size: 14px; }
.compmodels-problem:empty { display: none; }
`;

function element(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

/** Give each slider the name that ipywidgets leaves out: the text of its label. */
function nameSliders(demo) {
  for (const handle of demo.querySelectorAll(".noUi-handle")) {
    const label = handle.closest(".jupyter-widgets")?.querySelector(".widget-label");
    if (label) handle.setAttribute("aria-label", label.textContent);
  }
}

/** Leave each control its keys; else JupyterLab takes arrow keys and enter for the notebook. */
function keepKeys(demo) {
  for (const control of demo.querySelectorAll("select, input, button, [tabindex]")) {
    control.dataset.lmSuppressShortcuts = "true";
  }
}

/** Make a demo and its controls usable by keyboard and screen reader, also those added later. */
function makeAccessible(demo, title) {
  const tend = () => {
    nameSliders(demo);
    keepKeys(demo);
  };
  demo.setAttribute("role", "group");
  demo.setAttribute("aria-label", title || "Demo");
  tend();
  const observer = new MutationObserver(tend);
  observer.observe(demo, { childList: true, subtree: true });
  return () => observer.disconnect();
}

function render({ model, el }) {
  const image = element("img", { alt: "" });
  const busy = element("div", { className: "compmodels-busy", textContent: "Working \u2026" });
  const caption = element("figcaption", { ariaLive: "polite" });
  const problem = element("div", { className: "compmodels-problem", role: "alert" });
  const figure = element("figure", { className: "compmodels-screen" }, image, busy, caption, problem);
  el.append(element("style", { textContent: CSS }), figure);

  const showPicture = () => {
    URL.revokeObjectURL(image.src);
    image.src = URL.createObjectURL(new Blob([model.get("png")], { type: "image/png" }));
  };
  const showSentence = () => {
    image.alt = caption.textContent = model.get("sentence");
  };
  const showBusy = () => figure.setAttribute("aria-busy", model.get("busy"));
  const showProblem = () => {
    const text = model.get("problem");
    problem.textContent = text && `The demo stopped: ${text}. Press Reset to start again.`;
  };
  const views = { png: showPicture, sentence: showSentence, busy: showBusy, problem: showProblem };
  for (const [name, show] of Object.entries(views)) {
    model.on(`change:${name}`, show);
    show();
  }

  let forget = () => {};
  const whenShown = new ResizeObserver(() => {
    whenShown.disconnect();
    const demo = el.closest(".compmodels-demo");
    if (demo) forget = makeAccessible(demo, model.get("title"));
  });
  whenShown.observe(el);
  return () => {
    whenShown.disconnect();
    forget();
    URL.revokeObjectURL(image.src);
    for (const [name, show] of Object.entries(views)) model.off(`change:${name}`, show);
  };
}

export default { render };
