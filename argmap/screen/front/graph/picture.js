// The graph as it is seen, with its filters, groups, places and colours, as a file.

import { el } from "../bench/dom.js";
import { Pen } from "./pen.js";

const WORDS = 0.5; // the least scale that a drawing is made for: words can be read in it, however small they are on the screen

export function saveMenu(bench) {
  const menu = el("details", { class: "am-saves" }, el("summary", { class: "am-tool", "aria-label": "Save this picture", title: "Save this picture" }, "⤓"));
  const way = (label, save) => el("button", { type: "button", onclick: () => ((menu.open = false), save(bench)) }, label);
  menu.append(el("div", {}, way("Picture (PNG)", savePng), way("Drawing (SVG)", saveSvg)));
  menu.addEventListener("focusout", ({ relatedTarget }) => menu.contains(relatedTarget) || (menu.open = false));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.firstChild.focus();
    event.stopPropagation();
  });
  return menu;
}

function savePng(bench) {
  const seen = bench.part.graph.querySelector("canvas"), picture = el("canvas", { width: seen.width, height: seen.height });
  const ctx = picture.getContext("2d");
  ctx.fillStyle = bench.graph.scene.palette.paper;
  ctx.fillRect(0, 0, picture.width, picture.height);
  ctx.drawImage(seen, 0, 0);
  picture.toBlob((blob) => download(bench, blob, "png"));
}

function saveSvg(bench) {
  const { scene, network } = bench.graph, sight = bench.graph.sight(), pen = new Pen(sight, scene.palette.paper);
  scene.draw(pen, Math.max(network.getScale(), WORDS), sight, false);
  download(bench, new Blob([pen.text(bench.state.map.title)], { type: "image/svg+xml" }), "svg");
}

function download(bench, blob, suffix) {
  const address = URL.createObjectURL(blob), name = bench.state.map.title.replace(/[^\p{L}\d]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60);
  el("a", { href: address, download: `${name || "thread"}.${suffix}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
