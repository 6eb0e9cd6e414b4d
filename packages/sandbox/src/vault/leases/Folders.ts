/** Keys with slashes, listed one level at a time without looking at all of them. */
export class Folders {
  private readonly children = new Map<string, Map<string, number>>();
  private readonly sorted = new Map<string, string[]>();

  add(key: string): void {
    this.each(key, (folder, child) => {
      const names = this.children.get(folder) ?? new Map<string, number>();
      if (!names.has(child)) this.sorted.delete(folder);
      names.set(child, (names.get(child) ?? 0) + 1);
      this.children.set(folder, names);
    });
  }

  remove(key: string): void {
    this.each(key, (folder, child) => {
      const names = this.children.get(folder);
      const left = (names?.get(child) ?? 0) - 1;
      if (left > 0) names?.set(child, left);
      else {
        names?.delete(child);
        this.sorted.delete(folder);
      }
    });
  }

  /** In order, folders with a slash at their end. @param folder ends in `/`, or is empty */
  list(folder: string): readonly string[] {
    const known = this.sorted.get(folder);
    if (known) return known;
    const made = [...(this.children.get(folder)?.keys() ?? [])].sort();
    this.sorted.set(folder, made);
    return made;
  }

  /** Every key below. */
  under(prefix: string): string[] {
    const folder = prefix.endsWith('/') || prefix === '' ? prefix : `${prefix}/`;
    return this.list(folder).flatMap(child =>
      child.endsWith('/') ? this.under(`${folder}${child}`) : [`${folder}${child}`],
    );
  }

  private each(key: string, act: (folder: string, child: string) => void): void {
    let from = 0;
    for (let slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', from)) {
      act(key.slice(0, from), key.slice(from, slash + 1));
      from = slash + 1;
    }
    act(key.slice(0, from), key.slice(from));
  }
}
