import type { ScaledClock } from '../clock/ScaledClock';
import { EventRecorder } from '../controllers/EventRecorder';
import { Informer, keyOf } from '../controllers/Informer';
import { UnreadableObjectError } from '../controllers/views';
import type { ImageRegistry } from '../images/ImageRegistry';
import type { KubeObject, ObjectApi } from '../kubernetes/types';
import type { Wanted } from './kustomization';
import { planOf, UnfollowedError, type UpdatePlan } from './plan';
import { chosen } from './tags';
import type { WriteBack } from './WriteBack';

export interface ImageUpdaterOptions {
  api: ObjectApi;
  clock: ScaledClock;
  registry: ImageRegistry;
  /** One for all clusters, as their Applications may follow one repository. */
  writeBack: Pick<WriteBack, 'write'>;
  onError?: (application: string, error: unknown) => void;
}

const definitions = 'customresourcedefinitions.apiextensions.k8s.io';
const applications = 'applications.argoproj.io';
/** Sandbox milliseconds from a push to the registry to the look at who follows it. */
const reaction = 500;
/** How often all are looked at, as the real one does where nothing else is said. */
export const round = 120_000;

/**
 * Argo CD Image Updater on one cluster. It looks at every Application every two minutes, and it is told of pushes by the
 * registry's webhook; besides, an Application is looked at when it appears and when its annotations change. It knows no
 * history: a tag that a person sets back is not the newest one, so the next round writes the newest one again.
 */
export class ImageUpdater {
  private readonly installed: Informer;
  private readonly events: EventRecorder;
  private readonly asked = new Map<string, () => void>();
  private readonly ends: (() => void)[] = [];
  private found: Informer | undefined;
  private stopped = false;

  constructor(private readonly options: ImageUpdaterOptions) {
    this.installed = this.informer(definitions);
    this.events = new EventRecorder(options.api, options.clock);
  }

  /** It does nothing before there are Applications in the cluster. */
  start(): void {
    this.installed.onEvent(({ object }) => {
      if (!this.found && object.metadata.name === applications) this.follow();
    });
    this.ends.push(this.options.registry.onPush(({ repository }) => this.pushed(repository)));
    this.ends.push(everyRound(this.options.clock, () => this.lookAtAll()));
  }

  /** What is under way then comes to its end unheard. */
  stop(): void {
    this.stopped = true;
    for (const end of [...this.ends, ...this.asked.values()]) end();
    this.asked.clear();
    this.installed.stop();
    this.found?.stop();
    this.events.stop();
  }

  private informer(resource: string): Informer {
    return new Informer(this.options.api, resource, (_resource, key, error) => this.report(key, error));
  }

  private follow(): void {
    this.found = this.informer(applications);
    this.found.onEvent(({ type, object, before }) => {
      if (type === 'ADDED' || (type === 'MODIFIED' && !sameAnnotations(object, before)))
        this.ask(keyOf(object));
    });
  }

  private pushed(repository: string): void {
    for (const stored of this.found?.list() ?? []) {
      // What cannot be followed was said when it appeared.
      const plan = this.read(stored, () => {});
      if (plan?.images.some(image => image.repository === repository)) this.ask(keyOf(stored));
    }
  }

  /** What cannot be followed was said when it appeared. */
  private lookAtAll(): void {
    for (const stored of this.found?.list() ?? []) if (this.read(stored, () => {})) this.ask(keyOf(stored));
  }

  private ask(key: string, after = reaction): void {
    this.asked.get(key)?.();
    const look = () => {
      this.asked.delete(key);
      void this.look(key);
    };
    this.asked.set(key, this.options.clock.after(after, look));
  }

  private async look(key: string): Promise<void> {
    const stored = this.found?.byKey(key);
    const plan = stored && this.read(stored);
    const wanted = plan ? this.wantedOf(plan).filter(each => !runs(plan, each)) : [];
    if (!stored || !plan || wanted.length === 0) return;
    try {
      const changes = await this.options.writeBack.write(plan, wanted);
      if (changes.length === 0) return;
      const message = `Successfully updated application '${plan.application}'`;
      this.events.record('ArgocdImageUpdater', stored, { reason: 'ImagesUpdated', message });
    } catch (error) {
      this.report(key, error);
    }
  }

  private wantedOf({ images }: UpdatePlan): Wanted[] {
    return images.flatMap(image => {
      const pushed = chosen(this.options.registry.in(image.repository), image.rule);
      return pushed ? [{ image, pushed }] : [];
    });
  }

  private read(
    stored: KubeObject,
    refused = (error: unknown) => this.report(keyOf(stored), error),
  ): UpdatePlan | undefined {
    try {
      return planOf(stored);
    } catch (error) {
      if (!(error instanceof UnfollowedError) && !(error instanceof UnreadableObjectError)) throw error;
      refused(error);
      return undefined;
    }
  }

  private report(key: string, error: unknown): void {
    if (this.stopped) return;
    if (this.options.onError) this.options.onError(key, error);
    else console.error(`Image updater, ${key}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** @returns what ends it */
function everyRound(clock: ScaledClock, task: () => void): () => void {
  const again = () => {
    end = clock.after(round, again);
    task();
  };
  let end = clock.after(round, again);
  return () => end();
}

/** The real one compares with what Argo CD says is running, and reads git only where that is not the newest. */
function runs({ running }: UpdatePlan, { image: { repository, rule }, pushed }: Wanted): boolean {
  return rule.strategy === 'newest-build' && running.includes(`${repository}:${pushed.tag}`);
}

function sameAnnotations(one: KubeObject, other: KubeObject | undefined): boolean {
  return JSON.stringify(one.metadata.annotations) === JSON.stringify(other?.metadata.annotations);
}
