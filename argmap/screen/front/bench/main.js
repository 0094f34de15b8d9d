// Mounts the workbench where Streamlit, or an exported page, wants it.

import { Bench } from "./bench.js";
import { el } from "./dom.js";

const benches = new WeakMap();
let loading = null;

function loadVis(address) {
  loading ??= window.vis?.Network ? Promise.resolve(window.vis) : new Promise((resolve, reject) => {
    const script = el("script", { src: address, onload: () => resolve(window.vis), onerror: reject });
    document.head.append(script);
  });
  return loading;
}

// Where a server listens, `extend` gives a new workbench what only works there.
export async function mount({ parentElement, data, setStateValue }, base, extend = () => {}) {
  const vis = await loadVis(new URL(data.vis, base).href);
  let bench = benches.get(parentElement);
  if (!bench) {
    benches.set(parentElement, (bench = new Bench(parentElement, vis, data.options)));
    extend(bench);
  }
  bench.send = (name, value) => setStateValue(name, value);
  bench.editing = data.editing ? { ...bench.editing, ...data.editing } : null; // what is known is not sent again
  bench.update(data);
  return () => {
    bench.destroy();
    benches.delete(parentElement);
  };
}
