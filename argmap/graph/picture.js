// The graph as it is seen, as a PNG file.

import { el } from "./dom.js";

export function savePicture(bench) {
  const seen = bench.part.graph.querySelector("canvas"), picture = el("canvas", { width: seen.width, height: seen.height });
  const ctx = picture.getContext("2d");
  ctx.fillStyle = getComputedStyle(bench.root).backgroundColor;
  ctx.fillRect(0, 0, picture.width, picture.height);
  ctx.drawImage(seen, 0, 0);
  picture.toBlob((blob) => {
    const address = URL.createObjectURL(blob), name = bench.state.map.title.replace(/[^\p{L}\d]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60);
    el("a", { href: address, download: `${name || "thread"}.png` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  });
}
