// What this browser remembers between visits: the panes and the tour. Pages that may keep nothing forget it.

export function recall(name, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(`argmap.${name}`)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(`argmap.${name}`, JSON.stringify(value));
  } catch {
    // A browser that forbids it has said what it wants.
  }
}
