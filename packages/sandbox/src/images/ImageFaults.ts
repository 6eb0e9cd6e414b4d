import type { ImageBehaviour } from '../controllers/ImageBehaviour';

export const IMAGE_FAULTS = ['crash', 'never-ready'] as const;
export type ImageFault = (typeof IMAGE_FAULTS)[number];

const behaviours: Record<ImageFault, ImageBehaviour> = {
  crash: {
    outcome: 'crash',
    exitCode: 1,
    message: 'Error: out of connections',
    logLines: ['serving', 'Error: out of connections'],
  },
  'never-ready': { outcome: 'never-ready' },
};

interface Lasting {
  fault: ImageFault;
  timer?: NodeJS.Timeout;
}

/** What images do at the moment that were well when they were built. */
export class ImageFaults {
  private readonly lasting = new Map<string, Lasting>();

  /** @param changed is told that containers of this image run otherwise from now on */
  constructor(private readonly changed: (reference: string) => void) {}

  /** @param seconds until it ends by itself; the pods come back as their restarts let them */
  inject(reference: string, { fault, seconds }: { fault: ImageFault; seconds?: number }): void {
    this.forget(reference);
    const end = () => this.end(reference);
    const timer = seconds === undefined ? undefined : setTimeout(end, seconds * 1_000);
    timer?.unref();
    this.lasting.set(reference, { fault, timer });
    this.changed(reference);
  }

  end(reference: string): void {
    if (this.forget(reference)) this.changed(reference);
  }

  /** Ends all, and tells nobody: their world has ended. */
  clear(): void {
    for (const reference of [...this.lasting.keys()]) this.forget(reference);
  }

  behaviourOf(reference: string): ImageBehaviour | undefined {
    const lasting = this.lasting.get(reference);
    return lasting && behaviours[lasting.fault];
  }

  private forget(reference: string): boolean {
    clearTimeout(this.lasting.get(reference)?.timer);
    return this.lasting.delete(reference);
  }
}
