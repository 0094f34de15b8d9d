// Light or dark, as the page around is.

export class Theme {
  constructor(root, onChange) {
    this.root = root;
    this.onChange = onChange;
    this.system = matchMedia("(prefers-color-scheme: dark)");
    this.later = () => setTimeout(() => this.read(), 60);
    this.system.addEventListener("change", this.later);
  }

  read() {
    const style = getComputedStyle(this.root), paper = style.getPropertyValue("--st-background-color").trim();
    const dark = isDark(paper) ?? this.system.matches;
    this.root.dataset.theme = dark ? "dark" : "light";
    this.onChange(dark, style.fontFamily);
  }

  destroy() {
    this.system.removeEventListener("change", this.later);
  }
}

function isDark(colour) {
  const hex = /^#([0-9a-f]{6})/i.exec(colour)?.[1];
  if (!hex) return null;
  const [r, g, b] = [0, 2, 4].map((i) => parseInt(hex.slice(i, i + 2), 16));
  return 0.3 * r + 0.59 * g + 0.11 * b < 128;
}
