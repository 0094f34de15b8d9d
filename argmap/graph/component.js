// What Streamlit runs; the rest is loaded once, from the files beside it.
export default async function (component) {
  const page = new URL(document.baseURI);
  if (!page.pathname.endsWith("/")) page.pathname += "/";
  const base = new URL(component.data.assets, page);
  const { mount } = await import(new URL("main.js", base).href);
  return mount(component, base);
}
