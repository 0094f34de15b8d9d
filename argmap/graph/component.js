// What Streamlit runs; the rest is loaded once, from the files beside it.
export default async function (component) {
  const page = new URL(document.baseURI);
  if (!page.pathname.endsWith("/")) page.pathname += "/";
  const base = new URL(component.data.assets, page), load = (name) => import(new URL(name, base).href);
  const [{ mount }, { attach }] = await Promise.all([load("main.js"), load("edit.js")]);
  return mount(component, base, attach);
}
