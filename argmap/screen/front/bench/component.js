// What Streamlit runs, with every new answer; the rest is loaded once, from the files beside it.

const calls = new WeakMap();
const SETTLED = 200; // milliseconds after which no other call is on its way

// Streamlit runs the clean-up of a call also where a newer answer has overtaken it, which must not take the workbench away.
export default async function (component) {
  const host = component.parentElement, call = (calls.get(host) ?? 0) + 1;
  calls.set(host, call);
  const page = new URL(document.baseURI);
  if (!page.pathname.endsWith("/")) page.pathname += "/";
  const base = new URL(component.data.assets, page), load = (name) => import(new URL(name, base).href);
  const [{ mount }, { attach }] = await Promise.all([load("bench/main.js"), load("edit/edit.js")]);
  const leave = await mount(component, base, attach);
  return () => setTimeout(() => calls.get(host) === call && leave(), SETTLED);
}
