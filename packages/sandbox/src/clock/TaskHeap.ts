/** A task and the sandbox millisecond it is due at; of two due together the one asked for first runs first. */
export interface Task {
  due: number;
  order: number;
  run: () => void;
  forgotten: boolean;
}

function before(a: Task, b: Task): boolean {
  return a.due < b.due || (a.due === b.due && a.order < b.order);
}

/** A binary heap of tasks. Forgotten tasks are dropped when they come up, so that forgetting costs nothing. */
export class TaskHeap {
  private readonly tasks: Task[] = [];
  private order = 0;

  add(due: number, run: () => void): Task {
    const task: Task = { due, order: this.order++, run, forgotten: false };
    this.tasks.push(task);
    this.rise(this.tasks.length - 1);
    return task;
  }

  /** The next task that is still wanted. */
  peek(): Task | undefined {
    while (this.tasks[0]?.forgotten) this.removeFirst();
    return this.tasks[0];
  }

  /** Takes the next wanted task out if it is due by `until`. */
  take(until: number): Task | undefined {
    const next = this.peek();
    if (!next || next.due > until) return undefined;
    this.removeFirst();
    return next;
  }

  private removeFirst(): void {
    const last = this.tasks.pop();
    if (!last || this.tasks.length === 0) return;
    this.tasks[0] = last;
    this.sink(0);
  }

  private rise(from: number): void {
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.swapIfBefore(index, parent)) return;
      index = parent;
    }
  }

  private sink(from: number): void {
    let index = from;
    for (;;) {
      const left = 2 * index + 1;
      const right = left + 1;
      const child = this.isBefore(right, left) ? right : left;
      if (!this.swapIfBefore(child, index)) return;
      index = child;
    }
  }

  private isBefore(index: number, other: number): boolean {
    const a = this.tasks[index];
    const b = this.tasks[other];
    return a !== undefined && b !== undefined && before(a, b);
  }

  private swapIfBefore(index: number, other: number): boolean {
    const a = this.tasks[index];
    const b = this.tasks[other];
    if (!a || !b || !before(a, b)) return false;
    this.tasks[index] = b;
    this.tasks[other] = a;
    return true;
  }
}
