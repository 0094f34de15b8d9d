// What Streamlit runs, with every new answer; the rest is loaded once, from the files beside it.

const calls = new WeakMap();
const LOOK = 500; // milliseconds

// Streamlit runs the clean-up of a call also where a newer answer has overtaken it or, on a busy machine, is still on its
// way: neither must take the workbench away, which is done with once its host has left the page.
export default async function (component) {
  const host = component.parentElement, call = (calls.get(host) ?? 0) + 1;
  calls.set(host, call);
  const page = new URL(document.baseURI);
  if (!page.pathname.endsWith("/")) page.pathname += "/";
  const base = new URL(component.data.assets, page), load = (name) => import(new URL(name, base).href);
  const [{ mount }, { attach }] = await Promise.all([load("bench/main.js"), load("edit/edit.js")]);
  const leave = await mount(component, base, attach);
  const look = () => calls.get(host) === call && (host.isConnected ? setTimeout(look, LOOK) : leave());
  return () => setTimeout(look, LOOK);
}
