// Files dropped anywhere on the page are sent to the server, as if they had been uploaded.

import { el } from "./dom.js";

const MOST = 10_000_000; // bytes of all files together; the server has a limit of its own

export function watchDrops(bench) {
  const sign = el("p", { class: "am-drop", hidden: true }, "Drop a thread or a map to open it");
  bench.root.append(sign);
  const isFile = (event) => event.dataTransfer?.types.includes("Files");
  const over = (event) => {
    if (!isFile(event) || event.target.closest?.("[data-testid=stFileUploaderDropzone]")) return;
    sign.hidden = false;
    event.preventDefault();
  };
  const leave = (event) => event.relatedTarget === null && (sign.hidden = true);
  const drop = async (event) => {
    sign.hidden = true;
    if (!isFile(event) || event.defaultPrevented || event.target.closest?.("[data-testid=stFileUploaderDropzone]")) return;
    event.preventDefault();
    const files = [...event.dataTransfer.files];
    if (files.reduce((sum, file) => sum + file.size, 0) > MOST) return void (bench.part.live.textContent = "These files are too large.");
    bench.send("dropped", { n: `${Date.now()}`, files: await Promise.all(files.map(read)) });
  };
  const listeners = { dragover: over, dragleave: leave, drop };
  for (const [name, listener] of Object.entries(listeners)) document.addEventListener(name, listener);
  const destroy = bench.destroy.bind(bench);
  bench.destroy = () => {
    for (const [name, listener] of Object.entries(listeners)) document.removeEventListener(name, listener);
    destroy();
  };
}

function read(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve({ name: file.name, data: reader.result.slice(reader.result.indexOf(",") + 1) });
    reader.onerror = reject;
    reader.readAsDataURL(file);
  });
}
